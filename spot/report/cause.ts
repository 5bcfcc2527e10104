/** The largest loss of core time, in words. @module */

/** A loss of core time. */
export interface Loss {
  readonly name: string;
  /** Share of the cores' time. */
  readonly share: number;
  readonly detail: string;
}

const NEGLIGIBLE = 0.005;

/** Names the largest loss, for example `start-up: 12 % of the cores' time (30 ms a worker)`. */
export function nameCause(losses: readonly Loss[]): string {
  const [largest] = [...losses].sort((a, b) => b.share - a.share);
  if (largest === undefined || largest.share < NEGLIGIBLE) return "none";
  const percent = Math.round(100 * largest.share);
  return `${largest.name}: ${percent} % of the cores' time (${largest.detail})`;
}

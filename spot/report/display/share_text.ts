/** Shares of a whole, for people. @module */

/** A share in percent: `12.5 %`. */
export function shareText(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

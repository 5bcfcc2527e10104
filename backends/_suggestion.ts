/** What error messages say about a value, and about a name that does not exist. @module */

/** The candidate that shares the most pairs of letters with a name, if they share any. */
export function suggest(name: string, candidates: readonly string[]): string {
  const scored = candidates.map((candidate) => [similarity(name, candidate), candidate] as const);
  const [score, best] = scored.reduce((a, b) => b[0] > a[0] ? b : a);
  return score > 0 ? `did you mean '${best}'?` : `known are ${candidates.join(", ")}`;
}

/** Dice's coefficient of the pairs of letters of two names. */
function similarity(a: string, b: string): number {
  const [ofA, ofB] = [pairs(a), pairs(b)];
  const shared = [...ofA].filter((pair) => ofB.has(pair)).length;
  return 2 * shared / (ofA.size + ofB.size);
}

function pairs(name: string): Set<string> {
  const letters = ` ${name.toLowerCase().replace(/[_-]/g, "")} `;
  return new Set(Array.from({ length: letters.length - 1 }, (_, i) => letters.slice(i, i + 2)));
}

/** A value as an error message shows it: short, and telling "2" from 2. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return Object.is(value, -0) ? "-0" : String(value);
}

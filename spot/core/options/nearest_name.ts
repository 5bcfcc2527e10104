/** The name that was meant where one does not exist. @module */
import { clip } from "./show.ts";

/**
 * The candidate nearest to a name that does not exist.
 *
 * @returns The candidate with the smallest number of insertions, deletions, replacements and swaps
 * (letter case and `_ -` ignored; a name cut short counts as one); else the longest that the name begins
 * with; else undefined.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let smallest = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const isCutShort = name.length > 2 && fold(candidate).startsWith(fold(name));
    const distance = isCutShort ? 1 : distanceBelow(smallest, fold(name), fold(candidate));
    if (distance < smallest) [nearest, smallest] = [candidate, distance];
  }
  return nearest ?? longestBeginning(name, candidates);
}

function longestBeginning(name: string, candidates: Iterable<string>): string | undefined {
  const begins = [...candidates].filter((candidate) =>
    candidate.length > 2 && fold(name).startsWith(fold(candidate))
  );
  return begins.sort((a, b) => b.length - a.length)[0];
}

const fold = (name: string) => name.toLowerCase().replace(/[_-]/g, "");

/** Longest names that are compared letter by letter, which costs the product of their lengths. */
const LONGEST_COMPARED = 200;

/** The edit distance; Infinity if it cannot be below the limit, or a name is too long to be one. */
function distanceBelow(limit: number, a: string, b: string): number {
  const isHopeless = Math.abs(a.length - b.length) >= limit ||
    Math.max(a.length, b.length) > LONGEST_COMPARED;
  return isHopeless ? Infinity : editDistance(a, b);
}

/** Optimal string alignment: Levenshtein's distance with swaps of neighbours. */
function editDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= b.length; j++) d[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = d[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.length][b.length];
}

/** Most names that a message lists. */
const MOST_NAMES = 24;

/** Ends a message about an unknown name: what is near, and what there is. */
export function suggestion(name: string, candidates: Iterable<string>): string {
  const names = [...candidates];
  if (names.length === 0) return "there are none";
  const nearest = nearestName(name, names);
  const listed = names.slice(0, MOST_NAMES).map(clip).join(", ");
  const others = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const known = `known are ${listed}${others}`;
  return nearest === undefined ? known : `did you mean '${clip(nearest)}'? (${known})`;
}

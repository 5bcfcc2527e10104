/** A design point as a key: equal exactly if the points are, bit for bit (but 0 equals -0). @module */

/** Writes a point as a text that no other point has. */
export function pointKey(x: readonly number[]): string {
  return x.join(",");
}

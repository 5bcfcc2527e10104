/** A short name for the exact bits of a run's results. @module */
import { createHash } from "node:crypto";

const DIGITS = 12;

/**
 * Hashes design points and responses, bit for bit (every NaN counts as the same).
 *
 * @param X Design points, n x k.
 * @param y Responses, n.
 * @returns The first 12 hexadecimal digits of the SHA-256 of n, k, X row by row and y as
 * little-endian doubles.
 */
export function traceHash(X: readonly (readonly number[])[], y: readonly number[]): string {
  const values = [X.length, X[0]?.length ?? 0, ...X.flat(), ...y];
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => view.setFloat64(8 * i, Number.isNaN(value) ? NaN : value, true));
  return createHash("sha256").update(new Uint8Array(view.buffer)).digest("hex").slice(0, DIGITS);
}

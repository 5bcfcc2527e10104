/**
 * Rows of a table as flat arrays, row after row, as the numeric code takes them.
 *
 * @module
 */
import { countFeatures, countTargets, type Table } from "./table.ts";

/**
 * Gathers features.
 *
 * @param table A checked table.
 * @param rows Row numbers, in the order wanted; all rows by default.
 * @returns rows x lIn numbers.
 */
export function featureMatrix(table: Table, rows?: readonly number[]): Float64Array {
  const { features } = table;
  return gather(features.length, countFeatures(table), (row) => features[row], rows);
}

/**
 * Gathers targets.
 *
 * @param table A checked table.
 * @param rows Row numbers, in the order wanted; all rows by default.
 * @returns rows x lOut numbers.
 */
export function targetMatrix(table: Table, rows?: readonly number[]): Float64Array {
  const { target } = table;
  const entries = (row: number) => {
    const entry = target[row];
    return typeof entry === "number" ? [entry] : entry;
  };
  return gather(target.length, countTargets(table), entries, rows);
}

function gather(
  n: number,
  columns: number,
  entries: (row: number) => readonly number[],
  rows: readonly number[] = Array.from({ length: n }, (_, row) => row),
): Float64Array {
  const matrix = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    if (!Number.isInteger(row) || row < 0 || row >= n) {
      throw new RangeError(
        `Cannot gather rows as each must be an integer from 0 to ${n - 1}: current value is ${row}`,
      );
    }
    matrix.set(entries(row), i * columns);
  });
  return matrix;
}

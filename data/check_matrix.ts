/** Checks of matrices given as arrays of rows. @module */
import { show } from "../spot/core/options/options.ts";

/**
 * Checks rows of finite numbers.
 *
 * @param columns How many numbers each row must have; as many as the first one unless given.
 * @returns The number of columns, at least one.
 * @throws {TypeError} If a part is missing or of another type; names row and column, from 0.
 * @throws {RangeError} If there is no row, rows differ in length, or a number is not finite.
 */
export function checkMatrix(action: string, name: string, X: unknown, columns?: number): number {
  const rows = checkArray(action, name, X, "of rows");
  if (rows.length === 0) {
    throw new RangeError(`Cannot ${action} as '${name}' must have a row: it is empty`);
  }
  const first = Array.isArray(rows[0]) ? rows[0].length : 0;
  for (let i = 0; i < rows.length; i++) {
    const row = checkArray(action, `${name}[${i}]`, rows[i], "of numbers");
    if (row.length !== first || first === 0) {
      throw new RangeError(
        `Cannot ${action} as every row of '${name}' must have the same number of columns, at least ` +
          `one: row ${i} has ${row.length}, row 0 has ${first}`,
      );
    }
    checkNumbers(action, `${name}[${i}]`, row);
  }
  if (columns === undefined || columns === first) return first;
  throw new RangeError(
    `Cannot ${action} as '${name}' must have ${columns} columns: it has ${first}`,
  );
}

/** Checks that something is an array; `what` tells of what. */
export function checkArray(
  action: string,
  name: string,
  values: unknown,
  what: string,
): readonly unknown[] {
  if (Array.isArray(values)) return values;
  throw new TypeError(
    `Cannot ${action} as '${name}' must be an array ${what}: current value is ${show(values)}`,
  );
}

/** Checks that all entries are finite numbers. */
export function checkNumbers(action: string, name: string, values: readonly unknown[]): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isFinite(value)) continue;
    const ErrorClass = typeof value === "number" ? RangeError : TypeError;
    throw new ErrorClass(
      `Cannot ${action} as '${name}[${i}]' must be a finite number: current value is ${
        show(value)
      }`,
    );
  }
}

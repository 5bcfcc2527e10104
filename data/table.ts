/**
 * Tables: what a model learns from.
 *
 * Notation: n rows; lIn features; lOut targets.
 *
 * @module
 */
import { show } from "../spot/core/options/options.ts";

/** A table of numbers with one or several targets. */
export interface Table {
  /** n rows of lIn numbers. */
  readonly features: readonly (readonly number[])[];
  /** n numbers, or n rows of lOut numbers. */
  readonly target: readonly number[] | readonly (readonly number[])[];
  /** lIn names. */
  readonly featureNames?: readonly string[];
  /** The target's name; several targets have one each. */
  readonly targetName?: string | readonly string[];
}

/** A table with one named target. */
export interface SingleTargetTable extends Table {
  /** n rows of lIn numbers. */
  readonly features: number[][];
  /** n numbers. */
  readonly target: number[];
  /** lIn names. */
  readonly featureNames: string[];
  /** The target's name. */
  readonly targetName: string;
}

/** A table with several named targets. */
export interface MultiTargetTable extends Table {
  /** n rows of lIn numbers. */
  readonly features: number[][];
  /** n rows of lOut numbers. */
  readonly target: number[][];
  /** lIn names. */
  readonly featureNames: string[];
  /** lOut names. */
  readonly targetName: string[];
}

const TABLE = "Cannot use the table as";
const PREDICT = "Cannot predict as";

/**
 * Checks that a value is a table of finite numbers.
 *
 * @throws {TypeError} If a part is missing or of another type; names row and column, from 0.
 * @throws {RangeError} If rows or names do not match in length, or a number is not finite.
 */
export function checkTable(value: unknown): asserts value is Table {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(
      `${TABLE} it must be an object with 'features' and 'target': current value is ${show(value)}`,
    );
  }
  const { features, target, featureNames, targetName } = value as Record<string, unknown>;
  checkRows("features", features, TABLE);
  const lIn = checkMatrix("features", features, TABLE);
  checkTarget(target, features.length);
  if (featureNames !== undefined) checkNames("featureNames", featureNames, lIn);
  const lOut = countTargets(value as Table);
  if (Array.isArray(targetName)) checkNames("targetName", targetName, lOut);
  else if (targetName !== undefined) checkNames("targetName", [targetName], lOut);
}

/**
 * Checks rows of features to predict for.
 *
 * @param X At least one row of `count` finite numbers.
 * @throws {TypeError | RangeError} If they are not; names row and column, from 0.
 */
export function checkFeatures(X: unknown, count: number): void {
  checkRows("X", X, PREDICT);
  const columns = checkMatrix("X", X, PREDICT);
  if (columns === count) return;
  throw new RangeError(`${PREDICT} 'X' must have ${count} columns: it has ${columns}`);
}

/** The number of features of each row. */
export function countFeatures({ features }: Table): number {
  return features[0].length;
}

/** The number of targets of each row. */
export function countTargets({ target }: Table): number {
  const [first] = target;
  return typeof first === "number" ? 1 : first.length;
}

function checkRows(
  name: string,
  rows: unknown,
  action: string,
): asserts rows is readonly unknown[] {
  if (!Array.isArray(rows)) {
    throw new TypeError(
      `${action} '${name}' must be an array of rows: current value is ${show(rows)}`,
    );
  }
  if (rows.length === 0) throw new RangeError(`${action} '${name}' must have a row: it is empty`);
}

function checkTarget(target: unknown, n: number): void {
  if (!Array.isArray(target)) {
    throw new TypeError(
      `${TABLE} 'target' must be an array of numbers or rows: current value is ${show(target)}`,
    );
  }
  if (target.length !== n) {
    throw new RangeError(
      `${TABLE} 'target' must have one entry per row of 'features': it has ${target.length}, ` +
        `'features' has ${n} rows`,
    );
  }
  if (Array.isArray(target[0])) checkMatrix("target", target, TABLE);
  else for (let i = 0; i < n; i++) checkEntry(`target[${i}]`, target[i], TABLE);
}

/** Checks rows of equal length, all finite numbers; returns the number of columns. */
function checkMatrix(name: string, rows: readonly unknown[], action: string): number {
  const columns = Array.isArray(rows[0]) ? rows[0].length : 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!Array.isArray(row)) {
      throw new TypeError(
        `${action} '${name}[${i}]' must be an array of numbers: current value is ${show(row)}`,
      );
    }
    if (row.length !== columns || columns === 0) {
      throw new RangeError(
        `${action} every row of '${name}' must have the same number of columns, at least one: ` +
          `row ${i} has ${row.length}, row 0 has ${columns}`,
      );
    }
    for (let j = 0; j < columns; j++) checkEntry(`${name}[${i}][${j}]`, row[j], action);
  }
  return columns;
}

function checkEntry(where: string, value: unknown, action: string): void {
  if (Number.isFinite(value)) return;
  const ErrorClass = typeof value === "number" ? RangeError : TypeError;
  throw new ErrorClass(
    `${action} '${where}' must be a finite number: current value is ${show(value)}`,
  );
}

function checkNames(name: string, names: unknown, count: number): void {
  if (!Array.isArray(names) || names.some((entry) => typeof entry !== "string")) {
    throw new TypeError(`${TABLE} '${name}' must hold strings: current value is ${show(names)}`);
  }
  if (names.length !== count) {
    throw new RangeError(
      `${TABLE} '${name}' must have one name per column: it has ${names.length}, ` +
        `the table ${count} columns`,
    );
  }
}

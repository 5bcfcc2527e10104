/**
 * Tables: what a model learns from.
 *
 * Notation: n rows; lIn features; lOut targets.
 *
 * @module
 */
import { show } from "../spot/core/options/options.ts";
import { checkArray, checkMatrix, checkNumbers } from "./check_matrix.ts";

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

const ACTION = "use the table";

/**
 * Checks that a value is a table of finite numbers.
 *
 * @throws {TypeError} If a part is missing or of another type; names row and column, from 0.
 * @throws {RangeError} If rows or names do not match in length, or a number is not finite.
 */
export function checkTable(value: unknown): asserts value is Table {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(
      `Cannot ${ACTION} as it must be an object with 'features' and 'target': current value is ${
        show(value)
      }`,
    );
  }
  const { features, target, featureNames, targetName } = value as Record<string, unknown>;
  const lIn = checkMatrix(ACTION, "features", features);
  checkTarget(target, (features as readonly unknown[]).length);
  if (featureNames !== undefined) checkColumnNames("featureNames", featureNames, lIn);
  const lOut = countTargets(value as Table);
  if (targetName !== undefined) checkColumnNames("targetName", [targetName].flat(), lOut);
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

function checkTarget(target: unknown, n: number): void {
  const entries = checkArray(ACTION, "target", target, "of numbers or rows");
  if (entries.length !== n) {
    throw new RangeError(
      `Cannot ${ACTION} as 'target' must have one entry per row of 'features': it has ` +
        `${entries.length}, 'features' has ${n} rows`,
    );
  }
  if (Array.isArray(entries[0])) checkMatrix(ACTION, "target", entries);
  else checkNumbers(ACTION, "target", entries);
}

function checkColumnNames(name: string, names: unknown, count: number): void {
  if (!Array.isArray(names) || names.some((entry) => typeof entry !== "string")) {
    throw new TypeError(
      `Cannot ${ACTION} as '${name}' must hold strings: current value is ${show(names)}`,
    );
  }
  if (names.length !== count) {
    throw new RangeError(
      `Cannot ${ACTION} as '${name}' must have one name per column: it has ${names.length}, ` +
        `the table ${count} columns`,
    );
  }
}

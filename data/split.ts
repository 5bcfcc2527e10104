/**
 * Splits of a table's rows: disjoint, complete, and the same for the same seed.
 *
 * @module
 */
import {
  checkNumber,
  integer,
  number,
  type OptionTable,
  resolveOptions,
  seedNumber,
} from "../spot/core/options/options.ts";
import { createStream, permutation } from "../spot/core/random/stream.ts";

/** Options of {@linkcode splitRows}. */
export interface SplitRowsOptions {
  /** The share held back for the test, and again of the rest for validation. @default {0.4} */
  readonly testSize?: number;
  /** The split's own seed, independent of any other. @default {1234} */
  readonly seed?: number;
}

const rowTable = {
  testSize: { kind: number({ min: 0, aboveMin: true, max: 1 }), default: 0.4 },
  seed: { kind: seedNumber, default: 1234 },
} satisfies OptionTable<SplitRowsOptions>;

/** Row numbers of the three parts, each in random order. */
export interface RowSplit {
  /** Rows to learn from. */
  readonly trainRows: number[];
  /** Rows that tuning compares by. */
  readonly valRows: number[];
  /** Rows held back. */
  readonly testRows: number[];
}

/** Options of {@linkcode splitFolds}. */
export interface SplitFoldsOptions {
  /** The number of folds. @default {5} */
  readonly folds?: number;
  /** The split's own seed. @default {1234} */
  readonly seed?: number;
}

/** One fold: the rows to learn from and the rows to predict. */
export interface Fold {
  /** Rows to learn from. */
  readonly trainRows: number[];
  /** Rows to predict. */
  readonly valRows: number[];
}

/**
 * Splits n rows into training, validation and test rows: with the default share 36 %, 24 % and
 * 40 %, so that 442 rows give 160, 106 and 176.
 *
 * @param n The number of rows.
 * @throws {RangeError} If an option is out of range or n too small: two training rows and one of
 * each other kind are needed.
 */
export function splitRows(n: number, options: SplitRowsOptions = {}): RowSplit {
  const { testSize, seed } = resolveOptions("split rows", rowTable, options);
  checkNumber("split rows", "n", n, { min: 1, integer: true });
  const testCount = share(n, testSize);
  const valCount = share(n - testCount, testSize);
  if (testCount === 0 || valCount === 0 || n - testCount - valCount < 2) {
    throw new RangeError(
      `Cannot split rows as two training rows, a validation row and a test row are needed: ` +
        `${n} rows with 'testSize' ${testSize} give ${n - testCount - valCount}, ${valCount} ` +
        `and ${testCount}`,
    );
  }
  const order = shuffle(n, seed);
  return {
    testRows: order.slice(0, testCount),
    valRows: order.slice(testCount, testCount + valCount),
    trainRows: order.slice(testCount + valCount),
  };
}

/**
 * Splits rows into folds whose sizes differ by at most one; each row is predicted exactly once.
 *
 * @param rows The row numbers to split, or how many there are.
 * @throws {RangeError} If there are fewer than two folds, or fewer rows than folds.
 */
export function splitFolds(
  rows: number | readonly number[],
  options: SplitFoldsOptions = {},
): Fold[] {
  const n = typeof rows === "number" ? rows : rows.length;
  checkNumber("split folds", "the number of rows", n, { min: 2, integer: true });
  const table = {
    folds: { kind: integer(2, n), default: 5 },
    seed: rowTable.seed,
  } satisfies OptionTable<SplitFoldsOptions>;
  const { folds, seed } = resolveOptions("split folds", table, options);
  const order = shuffle(n, seed).map((index) => typeof rows === "number" ? index : rows[index]);
  const start = (fold: number) => Math.floor((fold * n) / folds);
  return Array.from({ length: folds }, (_, fold) => ({
    trainRows: [...order.slice(0, start(fold)), ...order.slice(start(fold + 1))],
    valRows: order.slice(start(fold), start(fold + 1)),
  }));
}

/** The whole rows in a share; a product that rounding left just below an integer is that integer. */
function share(n: number, size: number): number {
  return Math.floor(n * size + 1e-9);
}

function shuffle(n: number, seed: number): number[] {
  return permutation(createStream(seed, "split"), n);
}

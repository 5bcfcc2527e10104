/**
 * A table made ready for training: rows chosen, scaled by what the training rows show, features one
 * after the other.
 *
 * Notation: n rows, lIn features, lOut targets.
 *
 * @module
 */
import { applyScaler, fitScaler, type Scaler, type ScalerName } from "../../data/scaler.ts";
import { featureMatrix, targetMatrix } from "../../data/matrix.ts";
import { checkTable, countFeatures, countTargets, type Table } from "../../data/table.ts";
import { checkNumber } from "../core/options/options.ts";

/** Rows of a table. */
export interface PreparedRows {
  readonly n: number;
  /** lIn x n: all rows of the first feature, then of the second. */
  readonly features: Float64Array;
  /** n x lOut, row by row, as the network learns them. */
  readonly targets: Float64Array;
  /** n x lOut, row by row, in the table's units. */
  readonly rawTargets: Float64Array;
}

/** Training and validation rows with the scalers fitted on the former. */
export interface TrainingData {
  readonly lIn: number;
  readonly lOut: number;
  readonly train: PreparedRows;
  readonly val: PreparedRows;
  readonly featureScaler: Scaler;
  readonly targetScaler: Scaler;
}

/** Which rows of a table are learnt from, and how they are scaled. */
export interface PrepareOptions {
  /** Row numbers to learn from, at least two, in the order of the first epoch if not shuffled. */
  readonly trainRows: readonly number[];
  /** Row numbers to validate on. */
  readonly valRows: readonly number[];
  /** Scaling of the features, fitted on the training rows. @default {"none"} */
  readonly scaler?: ScalerName;
  /** Whether to learn the standardised target; losses stay in its units. @default {false} */
  readonly scaleTarget?: boolean;
}

/**
 * Chooses and scales rows of a table.
 *
 * @throws {TypeError | RangeError} If the table or the rows break a rule.
 */
export function prepareTrainingData(
  data: Table,
  { trainRows, valRows, scaler = "none", scaleTarget = false }: PrepareOptions,
): TrainingData {
  checkTable(data);
  checkRows("trainRows", trainRows, { of: data.features.length, least: 2 });
  checkRows("valRows", valRows, { of: data.features.length, least: 1 });
  const lIn = countFeatures(data);
  const lOut = countTargets(data);
  const featureScaler = fitScaler(scaler, featureMatrix(data, trainRows), lIn);
  const targetScaler = fitScaler(
    scaleTarget ? "standard" : "none",
    targetMatrix(data, trainRows),
    lOut,
  );
  const prepare = (rows: readonly number[]): PreparedRows => {
    const rawTargets = targetMatrix(data, rows);
    const features = applyScaler(featureScaler, featureMatrix(data, rows));
    return {
      n: rows.length,
      features: transpose(features, lIn),
      targets: applyScaler(targetScaler, rawTargets),
      rawTargets,
    };
  };
  return {
    lIn,
    lOut,
    train: prepare(trainRows),
    val: prepare(valRows),
    featureScaler,
    targetScaler,
  };
}

/** Rows of `columns` numbers to columns. */
function transpose(rows: Float64Array, columns: number): Float64Array {
  const n = rows.length / columns;
  return rows.map((_, i) => rows[(i % n) * columns + Math.floor(i / n)]);
}

function checkRows(
  name: string,
  rows: readonly number[],
  { of, least }: { readonly of: number; readonly least: number },
): void {
  if (!Array.isArray(rows) || rows.length < least) {
    throw new RangeError(
      `Cannot train as '${name}' must be an array of at least ${least} row numbers: current ` +
        `length is ${Array.isArray(rows) ? rows.length : "none"}`,
    );
  }
  rows.forEach((row, i) =>
    checkNumber("train", `${name}[${i}]`, row, { min: 0, max: of - 1, integer: true })
  );
}

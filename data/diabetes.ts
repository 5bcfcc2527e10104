/**
 * The diabetes data: 442 patients, ten measurements each, and disease progression after a year.
 *
 * @module
 */
import { boolean, type OptionTable, resolveOptions } from "../spot/core/options/options.ts";
import csv from "./diabetes.csv" with { type: "text" };
import { parseTable } from "./parse_table.ts";
import type { SingleTargetTable } from "./table.ts";

/** Options of {@linkcode diabetes}. */
export interface DiabetesOptions {
  /**
   * Centre each feature and divide it by its population standard deviation times sqrt(n), so that
   * its squares sum to 1; the target stays as it is. @default {true}
   */
  readonly scaled?: boolean;
}

/**
 * Loads the diabetes data; needs no permission.
 *
 * @returns 442 rows of ten features (age, sex, body mass index, blood pressure, six serum
 * measurements) and the target, 25 to 346.
 *
 * @see Efron, Hastie, Johnstone and Tibshirani (2004), "Least Angle Regression", Annals of
 * Statistics 32(2).
 *
 * @example
 * ```ts
 * import { diabetes } from "@spot/spot";
 *
 * const { features, target } = await diabetes();
 * console.log(features.length, target[0]); // 442 151
 * ```
 */
export function diabetes(options: DiabetesOptions = {}): Promise<SingleTargetTable> {
  return Promise.resolve(options).then(load);
}

const optionTable = {
  scaled: { kind: boolean, default: true },
} satisfies OptionTable<DiabetesOptions>;

function load(options: DiabetesOptions): SingleTargetTable {
  const { scaled } = resolveOptions("load the diabetes data", optionTable, options);
  const table = parseTable(csv, { target: "target", source: "the diabetes data" });
  return scaled ? { ...table, features: normalize(table.features) } : table;
}

/** Each column centred, with squares that sum to 1. */
function normalize(features: readonly (readonly number[])[]): number[][] {
  const scales = features[0].map((_, column) => {
    const values = features.map((row) => row[column]);
    const mean = sum(values) / values.length;
    return { mean, norm: Math.sqrt(sum(values.map((value) => (value - mean) * (value - mean)))) };
  });
  return features.map((row) =>
    row.map((value, column) => (value - scales[column].mean) / scales[column].norm)
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

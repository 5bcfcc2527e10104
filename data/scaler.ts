/**
 * Scalers: each column shifted and divided, fitted on the training rows alone and undone for
 * predictions.
 *
 * Notation: x a column's value; z = (x - shift) / scale.
 *
 * @module
 */
import { checkValue, choice } from "../spot/core/options/options.ts";

/**
 * - `none`: z = x.
 * - `standard`: mean 0 and population standard deviation 1.
 * - `minmax`: from 0 to 1.
 */
export type ScalerName = "none" | "standard" | "minmax";

/** Every scaler's name. */
export const scalerNames: readonly ScalerName[] = ["none", "standard", "minmax"];

/** A fitted scaler; plain data, also as JSON. */
export interface Scaler {
  /** Which. */
  readonly name: ScalerName;
  /** One entry per column. */
  readonly shift: readonly number[];
  /** One entry per column, never 0: 1 where the column is constant. */
  readonly scale: readonly number[];
}

/**
 * Fits a scaler.
 *
 * @param name Which.
 * @param values Rows of `columns` numbers, row after row; the training rows only.
 * @param columns The number of columns.
 * @returns The scaler; a constant column keeps scale 1.
 * @throws {RangeError} If the name is unknown or a column's range overflows.
 */
export function fitScaler(name: ScalerName, values: Float64Array, columns: number): Scaler {
  checkValue("fit a scaler", "scaler", name, choice(scalerNames));
  const shift = Array.from({ length: columns }, () => 0);
  const scale = Array.from({ length: columns }, () => 1);
  if (name === "none") return { name, shift, scale };
  for (let column = 0; column < columns; column++) {
    const { min, range } = extent(values, column, columns);
    const unit = name === "standard" ? unitMoments(values, column, columns, min, range) : UNIT;
    shift[column] = min + range * unit.mean;
    if (range > 0) scale[column] = range * unit.deviation;
  }
  return { name, shift, scale };
}

/** Applies a scaler to rows of its columns; returns new values. */
export function applyScaler({ shift, scale }: Scaler, values: Float64Array): Float64Array {
  const columns = shift.length;
  return values.map((x, i) => (x - shift[i % columns]) / scale[i % columns]);
}

/** Undoes a scaler on rows of its columns; returns new values. */
export function invertScaler({ shift, scale }: Scaler, values: Float64Array): Float64Array {
  const columns = shift.length;
  return values.map((z, i) => z * scale[i % columns] + shift[i % columns]);
}

const UNIT = { mean: 0, deviation: 1 };

function extent(values: Float64Array, column: number, columns: number) {
  let min = Infinity;
  let max = -Infinity;
  for (let i = column; i < values.length; i += columns) {
    min = Math.min(min, values[i]);
    max = Math.max(max, values[i]);
  }
  const range = max - min;
  if (Number.isFinite(range)) return { min, range };
  throw new RangeError(
    `Cannot fit a scaler as column ${column} must have a finite range: it goes from ${min} to ${max}`,
  );
}

/** Mean and deviation of (x - min) / range: so that they neither overflow nor underflow. */
function unitMoments(
  values: Float64Array,
  column: number,
  columns: number,
  min: number,
  range: number,
) {
  if (range === 0) return UNIT;
  const rows = values.length / columns;
  let sum = 0;
  for (let i = column; i < values.length; i += columns) sum += (values[i] - min) / range;
  const mean = sum / rows;
  let squares = 0;
  for (let i = column; i < values.length; i += columns) {
    const distance = (values[i] - min) / range - mean;
    squares += distance * distance;
  }
  return { mean, deviation: Math.sqrt(squares / rows) };
}

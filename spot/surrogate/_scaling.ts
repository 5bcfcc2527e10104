/**
 * Scaling of inputs and responses.
 *
 * Notation: x a point in search units, u the same in the model's units.
 *
 * @module
 */
import type { SearchSpace } from "../core/space/search_space.ts";

/** Largest magnitude of a scaled coordinate, so that squares stay finite. */
const LARGEST = 1e140;

/** The columns of X in the model's units: (x - offset) / width. */
export interface InputScaling {
  readonly offset: Float64Array;
  readonly width: Float64Array;
  /** 1 where a column holds levels of a factor, of which only equality counts. */
  readonly isFactor: Uint8Array;
}

/**
 * Chooses the scaling of the inputs.
 *
 * @param scale Whether to map to the unit cube; otherwise natural units are kept.
 */
export function createInputScaling(
  X: readonly (readonly number[])[],
  { scale, variables }: { readonly scale: boolean; readonly variables?: SearchSpace },
): InputScaling {
  const k = X[0].length;
  const offset = new Float64Array(k);
  const width = new Float64Array(k).fill(1);
  const isFactor = new Uint8Array(k);
  for (let column = 0; column < k; column++) {
    isFactor[column] = variables?.[column].type === "factor" ? 1 : 0;
    if (!scale || isFactor[column]) continue;
    const { lower, upper } = variables?.[column] ?? rangeOf(X, column);
    offset[column] = lower;
    width[column] = Math.min(upper - lower, Number.MAX_VALUE) || 1;
  }
  return { offset, width, isFactor };
}

function rangeOf(X: readonly (readonly number[])[], column: number) {
  let lower = Infinity;
  let upper = -Infinity;
  for (const x of X) {
    lower = Math.min(lower, x[column]);
    upper = Math.max(upper, x[column]);
  }
  return { lower, upper };
}

/** One coordinate in the model's units; halves keep differences of huge numbers finite. */
export function scaleInput(value: number, offset: number, width: number): number {
  const u = offset === 0 ? value / width : 2 * ((value / 2 - offset / 2) / width);
  return Math.max(-LARGEST, Math.min(LARGEST, u));
}

/** The responses as (y - centre) / spread. */
export interface ResponseScaling {
  readonly centre: number;
  /** Positive, also if all responses are the same. */
  readonly spread: number;
  readonly y: Float64Array;
}

/** Standardises the responses to mean 0 and (population) standard deviation 1. */
export function scaleResponses(y: readonly number[]): ResponseScaling {
  const n = y.length;
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  let centre = 0;
  for (const value of y) centre += value / n;
  let squares = 0;
  for (const value of y) {
    const deviation = value / largest - centre / largest;
    squares += deviation * deviation / n;
  }
  const deviation = Math.sqrt(squares) * largest;
  const spread = deviation > 1e-14 * largest ? Math.min(deviation, Number.MAX_VALUE) : 1;
  return { centre, spread, y: Float64Array.from(y, (value) => value / spread - centre / spread) };
}

/**
 * Differences of points, coordinate by coordinate.
 *
 * Notation: n points, k variables; pair p of points i > j has number i (i - 1) / 2 + j.
 *
 * @module
 */
import type { InputScaling } from "./_scaling.ts";

/** The differences of all pairs. */
export interface PairDifferences {
  readonly n: number;
  readonly k: number;
  /** n (n - 1) / 2. */
  readonly count: number;
  /** count x k; 0 and 1 for equal and different levels of a factor. */
  readonly differences: Float64Array;
}

/** @param U The points in the model's units, n x k, flat; NaN where a variable is inactive. */
export function pairDifferences(
  U: Float64Array,
  n: number,
  scaling: InputScaling,
): PairDifferences {
  const { width: { length: k } } = scaling;
  const count = n * (n - 1) / 2;
  const differences = new Float64Array(count * k);
  for (let i = 1; i < n; i++) {
    const out = { differences: differences.subarray(k * i * (i - 1) / 2) };
    writeDifferences(U.subarray(0, i * k), U.subarray(i * k, (i + 1) * k), scaling, out);
  }
  return { n, k, count, differences };
}

/** What {@linkcode writeDifferences} fills, point by point. */
export interface DifferencesOut {
  readonly differences: Float64Array;
  /** Half the derivatives of their squares by u; without it they are the differences. */
  readonly directions?: Float64Array;
}

/** Writes u - U_i of all points of U; the directions, where there are any, in conditional spaces only. */
export function writeDifferences(
  U: Float64Array,
  u: Float64Array,
  scaling: InputScaling,
  out: DifferencesOut,
): void {
  if (scaling.activity) return writeConditionalDifferences(U, u, scaling, out);
  const { isFactor } = scaling;
  const { differences } = out;
  const k = u.length;
  for (let at = 0; at < U.length;) {
    for (let j = 0; j < k; j++) {
      const difference = u[j] - U[at];
      differences[at++] = isFactor[j] && difference !== 0 ? 1 : difference;
    }
  }
}

/**
 * An absent number stands at the centre of its range, beside it at a distance c: points of which only one has
 * the variable differ by sqrt((u - 1/2)^2 + c^2), others as ever, and two that lack it not at all. This is
 * the distance of points of a plane, so that every kernel stays positive definite. Absence is one more level
 * of a factor.
 */
function writeConditionalDifferences(
  U: Float64Array,
  u: Float64Array,
  { isFactor, centre, beside }: InputScaling,
  { differences, directions }: DifferencesOut,
): void {
  const k = u.length;
  for (let at = 0; at < U.length;) {
    for (let j = 0; j < k; j++, at++) {
      const [a, b] = [u[j], U[at]];
      const [isIn, isInOther] = [!Number.isNaN(a), !Number.isNaN(b)];
      let difference = isIn && isInOther ? a - b : 0;
      let direction = difference;
      if (isFactor[j]) {
        if (isIn !== isInOther || difference !== 0) difference = 1;
      } else if (isIn !== isInOther) {
        const offset = (isIn ? a : b) - centre[j];
        difference = Math.sqrt(offset * offset + beside[j] * beside[j]);
        direction = isIn ? offset : 0;
      }
      differences[at] = difference;
      if (directions) directions[at] = direction;
    }
  }
}

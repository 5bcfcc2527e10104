/**
 * Ordinary least squares, the baseline of every regression.
 *
 * Notation: n rows, k features; A = [1, X] (n x m, m = k + 1), b the coefficients, A = Q R.
 *
 * @module
 */

/** A fitted linear model. */
export interface LinearModel {
  readonly intercept: number;
  /** One per feature; 0 for a feature that the others determine. */
  readonly coefficients: readonly number[];
}

const DEPENDENT = 1e-10;

/**
 * Fits a linear model by Householder's QR factorisation of A.
 *
 * @param X n rows of k features.
 * @param y n targets.
 * @returns The model with the smallest sum of squared errors.
 * @see Golub and Van Loan (2013), "Matrix Computations", 4th ed., algorithms 5.2.1 and 5.3.2.
 */
export function fitLeastSquares(
  X: readonly (readonly number[])[],
  y: readonly number[],
): LinearModel {
  const columns = [X.map(() => 1), ...X[0].map((_, j) => X.map((row) => row[j]))];
  const target = [...y];
  const scale = columns.map((column) => norm(column, 0));
  const pivots: number[] = [];
  for (const [j, column] of columns.entries()) {
    const rank = pivots.length;
    if (norm(column, rank) <= DEPENDENT * scale[j]) continue;
    const reflector = householder(column, rank);
    for (const other of [...columns.slice(j), target]) reflect(other, reflector, rank);
    pivots.push(j);
  }
  const [intercept, ...coefficients] = backSubstitute(columns, pivots, target);
  return { intercept, coefficients };
}

/** Predicts with a linear model. */
export function predictLinear(
  { intercept, coefficients }: LinearModel,
  X: readonly (readonly number[])[],
): number[] {
  return X.map((row) => row.reduce((sum, value, j) => sum + value * coefficients[j], intercept));
}

function norm(column: readonly number[], from: number): number {
  let sum = 0;
  for (let i = from; i < column.length; i++) sum += column[i] * column[i];
  return Math.sqrt(sum);
}

/** The vector v, from `from` on, whose reflection I - 2 v v' / v' v maps the column to an axis. */
function householder(column: readonly number[], from: number): number[] {
  const v = column.slice(from);
  v[0] += (v[0] < 0 ? -1 : 1) * norm(v, 0);
  return v;
}

function reflect(column: number[], v: readonly number[], from: number): void {
  const dot = v.reduce((sum, value, i) => sum + value * column[from + i], 0);
  const square = v.reduce((sum, value) => sum + value * value, 0);
  v.forEach((value, i) => column[from + i] -= (2 * dot / square) * value);
}

function backSubstitute(
  columns: readonly (readonly number[])[],
  pivots: readonly number[],
  target: readonly number[],
): number[] {
  const solution = columns.map(() => 0);
  for (let row = pivots.length - 1; row >= 0; row--) {
    const rest = pivots.slice(row + 1).reduce((sum, j) => sum + columns[j][row] * solution[j], 0);
    solution[pivots[row]] = (target[row] - rest) / columns[pivots[row]][row];
  }
  return solution;
}

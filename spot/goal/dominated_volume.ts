/**
 * The hypervolume: the volume that a set of points dominates, up to a reference point.
 *
 * Notation: n points of m objectives, all to be minimised; r the reference point. Points sorted by their
 * last objective add one after another, from their last objective to r, what they dominate in the other
 * objectives alone: (r_m - y_m) (V(y) - V(y' of the points before)), y' = max(y, .) by coordinates.
 *
 * @see L. While, L. Bradstreet, L. Barone (2012), "A fast way of calculating exact hypervolumes", IEEE
 * Transactions on Evolutionary Computation 16(1).
 *
 * @module
 */
import { isUsable, nonDominatedRows } from "./dominance.ts";
import { checkReferencePoint } from "./reference_point.ts";

/**
 * Computes the hypervolume exactly, for any number of objectives.
 *
 * @param Y The points, n x m, to be minimised; those that are not below the reference point in every
 * objective, and failed rows, contribute nothing.
 * @param reference The reference point, m numbers.
 * @returns The volume, in the product of the objectives' units; 0 if no point contributes.
 * @throws {RangeError} If the reference point has not one finite number per objective.
 *
 * @example
 * ```ts
 * dominatedVolume([[1, 2], [2, 1]], [3, 3]); // 3
 * ```
 */
export function dominatedVolume(
  Y: readonly (readonly number[])[],
  reference: readonly number[],
): number {
  const usable = Y.filter(isUsable);
  const m = usable[0]?.length ?? reference.length;
  checkReferencePoint("compute the hypervolume", reference, { m });
  const inside = usable.filter((point) => point.every((value, j) => value < reference[j]));
  return volume(inside, reference, m);
}

type Points = readonly (readonly number[])[];

/** Of points inside, in the first m objectives. */
function volume(points: Points, reference: readonly number[], m: number): number {
  if (points.length === 0) return 0;
  if (m === 1) return reference[0] - Math.min(...points.map(([value]) => value));
  if (points.length === 1) return box(points[0], reference, m);
  const sorted = sortedBy(nonDominated(points, m), m - 1);
  if (m === 2) return area(sorted, reference);
  return sorted.reduce((sum, point, i) => {
    const before = sorted.slice(0, i).map((other) => larger(point, other, m - 1));
    const added = box(point, reference, m - 1) - volume(before, reference, m - 1);
    return sum + (reference[m - 1] - point[m - 1]) * added;
  }, 0);
}

/** Of points sorted by the second objective: each adds a strip to the left of those before it. */
function area(sorted: Points, reference: readonly number[]): number {
  let [sum, right] = [0, reference[0]];
  for (const [first, second] of sorted) {
    if (!(first < right)) continue;
    sum += (right - first) * (reference[1] - second);
    right = first;
  }
  return sum;
}

function box(point: readonly number[], reference: readonly number[], m: number): number {
  let product = 1;
  for (let j = 0; j < m; j++) product *= reference[j] - point[j];
  return product;
}

function larger(a: readonly number[], b: readonly number[], m: number): number[] {
  return Array.from({ length: m }, (_, j) => Math.max(a[j], b[j]));
}

function nonDominated(points: Points, m: number): Points {
  const cut = points.map((point) => point.slice(0, m));
  return nonDominatedRows(cut).map((i) => cut[i]);
}

const sortedBy = (points: Points, j: number) => [...points].sort((a, b) => a[j] - b[j]);

/**
 * Boxes that fill what a front leaves undominated, up to a reference point.
 *
 * In two objectives they are strips, each below the last point of the front to its left. In three, a
 * plane sweeps upwards through the third objective: each point of the front cuts strips of its plane,
 * and a cut strip becomes a box from the height where it began. A point begins two strips at most:
 * 2 n + 1 boxes of n points.
 *
 * @see K. Yang, M. Emmerich, A. Deutz, T. Bäck (2019), "Efficient computation of expected hypervolume
 * improvement using box decomposition algorithms", Journal of Global Optimization 75.
 *
 * @module
 */

/** The points from lower to upper; lower bounds may be -Infinity. */
export interface Box {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** A strip of the plane of the first two objectives, and the height where it began. */
interface Strip {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly from: number;
}

/**
 * Decomposes the points below the reference point that no point of the front dominates.
 *
 * @param front Points of two or three objectives, to be minimised; those not below the reference point
 * in every objective, or dominated by others, change nothing.
 * @param reference The reference point.
 * @returns Boxes that have no inner point in common.
 *
 * @example
 * ```ts
 * nonDominatedBoxes([[1, 2]], [3, 3]);
 * // [{ lower: [-Infinity, -Infinity], upper: [1, 3] }, { lower: [1, -Infinity], upper: [3, 2] }]
 * ```
 */
export function nonDominatedBoxes(
  front: readonly (readonly number[])[],
  reference: readonly number[],
): Box[] {
  const m = reference.length;
  const inside = front.filter((point) => point.every((value, j) => value < reference[j]));
  const boxes: Box[] = [];
  let strips: Strip[] = [
    { left: -Infinity, right: reference[0], top: reference[1], from: -Infinity },
  ];
  for (const point of m === 3 ? inside.sort((a, b) => a[2] - b[2]) : inside) {
    const height = m === 3 ? point[2] : -Infinity;
    const cut = strips.filter((strip) => isCut(strip, point));
    if (cut.length === 0) continue;
    const ended = cut.filter(({ from }) => from < height);
    boxes.push(...ended.map((strip) => boxOf(strip, height, m)));
    strips = cutStrips(strips, cut, { x: point[0], y: point[1], height });
  }
  return [...boxes, ...strips.map((strip) => boxOf(strip, reference[2], m))];
}

function isCut({ right, top }: Strip, [first, second]: readonly number[]): boolean {
  return first < right && second < top;
}

/** What a point leaves of the strips: the first that it cuts to its left, below it one for all. */
function cutStrips(
  strips: Strip[],
  cut: Strip[],
  { x, y, height }: { readonly x: number; readonly y: number; readonly height: number },
): Strip[] {
  const [{ left, top }, { right }] = [cut[0], cut[cut.length - 1]];
  const rest = left < x ? [{ left, right: x, top, from: height }] : [];
  const below = { left: x, right, top: y, from: height };
  return strips.toSpliced(strips.indexOf(cut[0]), cut.length, ...rest, below);
}

function boxOf({ left, right, top, from }: Strip, height: number, m: number): Box {
  return {
    lower: [left, -Infinity, from].slice(0, m),
    upper: [right, top, height].slice(0, m),
  };
}

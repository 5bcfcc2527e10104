/**
 * Contour lines of a function on a grid.
 *
 * @see Lorensen and Cline (1987), "Marching Cubes: A High Resolution 3D Surface Construction
 * Algorithm", Computer Graphics 21(4): here in two dimensions, marching squares.
 *
 * @module
 */

/** A straight piece of a contour line. */
export interface Segment {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

/** A function's values at the corners of a grid: `values[i][j]` belongs to `xs[i]`, `ys[j]`. */
export interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly values: readonly (readonly number[])[];
}

type Point = readonly [x: number, y: number];

/**
 * Finds the pieces of the lines on which the function has a value.
 *
 * @param level The value.
 * @returns Pieces in no particular order; a saddle is cut by the mean of its corners.
 */
export function contourLines(grid: Grid, level: number): Segment[] {
  const segments: Segment[] = [];
  for (let i = 0; i + 1 < grid.xs.length; i++) {
    for (let j = 0; j + 1 < grid.ys.length; j++) segments.push(...cellLines(grid, [i, j], level));
  }
  return segments;
}

function cellLines({ xs, ys, values }: Grid, [i, j]: readonly [number, number], level: number) {
  const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map(([a, b]) => ({
    at: [xs[a], ys[b]] as Point,
    above: values[a][b] - level,
  }));
  const crossings: Point[] = [];
  corners.forEach((from, edge) => {
    const to = corners[(edge + 1) % 4];
    if ((from.above > 0) !== (to.above > 0)) crossings.push(between(from, to));
  });
  if (crossings.length === 2) return [segment(crossings[0], crossings[1])];
  if (crossings.length < 4) return [];
  // A saddle: the crossings lie on edges 0 to 3; the centre tells which corners belong together.
  const centre = corners.reduce((sum, corner) => sum + corner.above, 0);
  const shift = (centre > 0) === (corners[0].above > 0) ? 0 : 3;
  const at = (edge: number) => crossings[(edge + shift) % 4];
  return [segment(at(0), at(1)), segment(at(2), at(3))];
}

interface Corner {
  readonly at: Point;
  readonly above: number;
}

function between(from: Corner, to: Corner): Point {
  const share = from.above / (from.above - to.above);
  return [
    from.at[0] + share * (to.at[0] - from.at[0]),
    from.at[1] + share * (to.at[1] - from.at[1]),
  ];
}

function segment([x, y]: Point, [x2, y2]: Point): Segment {
  return { x, y, x2, y2 };
}

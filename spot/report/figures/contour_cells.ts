/** The cells of a contour plot. @module */
import type { Variable } from "../../../backends/objective/variable.ts";
import type { RunRecord } from "../../record.ts";
import { freeVariables } from "../../space/search_space.ts";
import { bandValues, extentOf, isBanded, readable } from "./variable_axis.ts";

const CELLS = 36;

/** One axis: its variable, its column in x, and the centres and edges of its cells. */
export interface Axis {
  readonly variable: Variable;
  readonly column: number;
  readonly banded: boolean;
  readonly centres: readonly number[];
  readonly edges: readonly number[];
}

/**
 * Cuts the axis of a hyperparameter into cells.
 *
 * @throws {RangeError} If the name is no free hyperparameter.
 */
export function axisOf(record: RunRecord, name: string): Axis {
  const space = freeVariables(record.variables);
  const column = space.findIndex((variable) => variable.name === name);
  if (column < 0) {
    throw new RangeError(
      `Cannot draw a contour plot as '${name}' is no free hyperparameter: known are ${
        space.map((variable) => variable.name).join(", ")
      }`,
    );
  }
  const variable = space[column];
  const banded = isBanded(variable);
  const count = banded ? bandValues(variable).length : CELLS;
  const [start, end] = extentOf(variable);
  const place = (cell: number) => start + cell * (end - start) / count;
  return {
    variable,
    column,
    banded,
    centres: Array.from({ length: count }, (_, i) => banded ? variable.lower + i : place(i + 0.5)),
    edges: Array.from({ length: count + 1 }, (_, i) => place(i)),
  };
}

/** One cell for each pair of values, with the function's value at its centre. */
export function cells(
  horizontal: Axis,
  vertical: Axis,
  values: readonly (readonly number[])[],
): object[] {
  return horizontal.centres.flatMap((a, i) =>
    vertical.centres.map((b, j) => ({
      ...side("x", horizontal, a, i),
      ...side("y", vertical, b, j),
      mean: values[i][j],
    }))
  );
}

function side(field: string, { variable, edges }: Axis, value: number, cell: number): object {
  return {
    [`${field}Label`]: readable(variable, value),
    [field]: edges[cell],
    [`${field}2`]: overlapped(edges, cell),
  };
}

/** The end of a cell, a little beyond its edge: no seam shows between neighbours. */
function overlapped(edges: readonly number[], cell: number): number {
  const end = edges[cell + 1];
  return cell + 2 < edges.length ? end + 0.08 * (end - edges[cell]) : end;
}

/** The cells of a contour plot. @module */
import { numberTexts } from "../../core/exact/number_text.ts";
import { valueTexts, type VariableAxis } from "./variable_axis.ts";

/** One cell for each pair of values, with the function's value there. */
export function cells(
  horizontal: VariableAxis,
  vertical: VariableAxis,
  means: readonly (readonly number[])[],
): object[] {
  const xs = sides("x", horizontal);
  const ys = sides("y", vertical);
  const texts = numberTexts(means.flat(), 5);
  return xs.flatMap((x, i) =>
    ys.map((y, j) => ({ ...x, ...y, mean: means[i][j], meanText: texts[i * ys.length + j] }))
  );
}

/** Where each cell of an axis begins and ends, and its value. */
function sides(field: string, { variable, values, edges }: VariableAxis): object[] {
  const texts = valueTexts(variable, values);
  return values.map((_, cell) => ({
    [`${field}Label`]: texts[cell],
    [field]: edges[cell],
    [`${field}2`]: overlapped(edges, cell),
  }));
}

/** The end of a cell, a little beyond its edge: no seam shows between neighbours. */
function overlapped(edges: readonly number[], cell: number): number {
  const end = edges[cell + 1];
  return cell + 2 < edges.length ? end + 0.08 * (end - edges[cell]) : end;
}

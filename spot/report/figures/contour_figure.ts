/** The surrogate's mean over two hyperparameters, the others at their tuned values. @module */
import type { RunRecord } from "../../record.ts";
import { createDomain } from "../../core/space/domain.ts";
import { freeVariables } from "../../core/space/search_space.ts";
import type { FittedSurrogate } from "../../surrogate/surrogate.ts";
import { incumbentOf, type JudgedPoint, judgedPoints } from "../../incumbent.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { numberTexts } from "../../core/exact/number_text.ts";
import { contourLines } from "./contour_lines.ts";
import type { Figure } from "./figure.ts";
import { withFigureLook } from "./figure_look.ts";
import { axisFormat, palette } from "./theme.ts";
import {
  axisEncoding,
  lengthOf,
  textParameters,
  valueTexts,
  type VariableAxis,
  variableAxis,
} from "./variable_axis.ts";

/** Options of {@linkcode contourFigure}. */
export interface ContourOptions {
  /** The surrogate, fitted to the record. */
  readonly model: FittedSurrogate;
  /** The names of two free hyperparameters: the horizontal and the vertical one. */
  readonly variables: readonly [string, string];
}

const WIDTH = 520;
const HEIGHT = 380;
const LEVELS = 10;
/** More points than these are drawn smaller. */
const MANY_POINTS = 300;
/** The plastic number's inverse: its multiples fill intervals, with its square also the plane. */
const SPREAD = 0.7548776662466927;

/**
 * Makes the contour plot. It is drawn at values that the hyperparameters can take: of a factor at its
 * levels (those of the best results if they are more than 60), of an integer at integers. Contour lines
 * are drawn where both hyperparameters are continuous. Where one of them is inactive, nothing is drawn; the
 * others are as in the best configuration that has both.
 *
 * @throws {RangeError} If a name is not a free hyperparameter, or no row that has both succeeded.
 */
export function contourFigure(record: RunRecord, { model, variables }: ContourOptions): Figure {
  const incumbent = incumbentOf(record);
  if (incumbent === undefined) {
    throw new RangeError("Cannot draw a contour plot as no row of the record succeeded");
  }
  const domain = createDomain(record.variables);
  const all = judgedPoints(record);
  const [horizontal, vertical] = variables.map((name) => axisOf(record, { name, points: all }));
  const hasBoth = (x: readonly number[]) =>
    domain.isActive(horizontal.column, x) && domain.isActive(vertical.column, x);
  const points = all.filter(({ x }) => hasBoth(x));
  if (points.length === 0) {
    throw new RangeError(
      "Cannot draw a contour plot as no row of the record has both hyperparameters",
    );
  }
  const best = hasBoth(incumbent.x)
    ? incumbent
    : points.reduce((best, point) => point.y < best.y ? point : best);
  const at = (a: number, b: number) =>
    domain.canonical(best.x.with(horizontal.column, a).with(vertical.column, b));
  const predict = (xs: readonly number[], ys: readonly number[]) => {
    const { mean } = model.predict(xs.flatMap((a) => ys.map((b) => at(a, b))));
    return xs.map((_, i) => Array.from(mean.subarray(i * ys.length, (i + 1) * ys.length)));
  };
  const means = predict(horizontal.values, vertical.values);
  const isWhole = horizontal.values.every((a) => vertical.values.every((b) => hasBoth(at(a, b))));
  const continuous = isWhole && horizontal.kind === "continuous" && vertical.kind === "continuous";
  const [width, height] = [lengthOf(horizontal, WIDTH), lengthOf(vertical, HEIGHT)];
  const encoding = {
    x: axisEncoding("x", horizontal, width),
    y: axisEncoding("y", vertical, height),
  };
  const axes = { horizontal, vertical, encoding };
  const isDrawn = (i: number, j: number) => hasBoth(at(horizontal.values[i], vertical.values[j]));
  const drawn = means.map((row, i) => row.map((mean, j) => isDrawn(i, j) ? mean : NaN));
  return withFigureLook({
    description: "Contour plot: the surrogate's mean over two hyperparameters",
    width,
    height,
    params: [...textParameters("x", horizontal), ...textParameters("y", vertical)],
    layer: [
      {
        data: { values: cells(horizontal, vertical, drawn) },
        mark: { type: "rect" },
        encoding: {
          ...encoding,
          ...spans,
          ...colours(drawn.flat().filter((mean) => !Number.isNaN(mean))),
        },
      },
      ...(continuous ? [lines(axes, predict(horizontal.edges, vertical.edges))] : []),
      {
        data: { values: places(points, axes) },
        mark: { ...pointMark, size: points.length > MANY_POINTS ? 8 : 30 },
        encoding: pointEncoding(encoding),
      },
      {
        data: { values: places([best], axes) },
        mark: bestMark,
        encoding: pointEncoding(encoding),
      },
    ],
  });
}

/** An axis with its column in x. */
type ColumnAxis = VariableAxis & { readonly column: number };

function axisOf(
  record: RunRecord,
  { name, points }: { readonly name: string; readonly points: readonly JudgedPoint[] },
): ColumnAxis {
  const space = freeVariables(record.variables);
  const column = space.findIndex((variable) => variable.name === name);
  if (column < 0) {
    const [asked, ...known] = labelsOf([name, ...space.map((variable) => variable.name)], {
      most: 60,
    });
    throw new RangeError(
      `Cannot draw a contour plot as '${asked}' is not a free hyperparameter: known are ${
        known.join(", ")
      }`,
    );
  }
  const used = points.toSorted((a, b) => a.y - b.y).map(({ x }) => x[column]);
  return { ...variableAxis(space[column], used), column };
}

/** One cell for each pair of values, with the function's value there; none where that is NaN. */
function cells(
  horizontal: VariableAxis,
  vertical: VariableAxis,
  means: readonly (readonly number[])[],
): object[] {
  const xs = sides("x", horizontal);
  const ys = sides("y", vertical);
  const texts = numberTexts(means.flat(), 5);
  return xs.flatMap((x, i) =>
    ys.flatMap((y, j) => {
      const mean = means[i][j];
      return Number.isNaN(mean) ? [] : [{ ...x, ...y, mean, meanText: texts[i * ys.length + j] }];
    })
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

const spans = { x2: { field: "x2" }, y2: { field: "y2" } } as const;

const colours = (means: readonly number[]) => ({
  color: {
    field: "mean",
    type: "quantitative",
    title: "predicted y",
    scale: { scheme: "viridis", reverse: true, zero: false },
    legend: { gradientLength: 200, ...axisFormat(means) },
  },
  tooltip: [
    { field: "xLabel", type: "nominal", title: "horizontal" },
    { field: "yLabel", type: "nominal", title: "vertical" },
    { field: "meanText", type: "nominal", title: "predicted y" },
  ],
});

interface Axes {
  readonly horizontal: ColumnAxis;
  readonly vertical: ColumnAxis;
  readonly encoding: { readonly x: object; readonly y: object };
}

function lines(
  { horizontal: { edges: xs }, vertical: { edges: ys }, encoding }: Axes,
  values: readonly (readonly number[])[],
): object {
  const all = values.flat();
  const [min, max] = [Math.min(...all), Math.max(...all)];
  const levels = Array.from({ length: LEVELS - 1 }, (_, i) => min + (max - min) * (i + 1) / LEVELS);
  return {
    data: { values: levels.flatMap((level) => contourLines({ xs, ys, values }, level)) },
    mark: { type: "rule", color: palette.paper, opacity: 0.55, strokeWidth: 0.8 },
    encoding: { ...encoding, ...spans },
  };
}

/** Where points are drawn: those that share a band are spread over it. */
function places(points: readonly JudgedPoint[], { horizontal, vertical }: Axes): object[] {
  const spread = ({ kind }: ColumnAxis, share: number) =>
    kind === "bands" && points.length > 1 ? 0.7 * (fraction(share) - 0.5) : 0;
  const texts = ({ variable, column }: ColumnAxis) =>
    valueTexts(variable, points.map(({ x }) => x[column]));
  const [xLabels, yLabels] = [texts(horizontal), texts(vertical)];
  const responses = numberTexts(points.map(({ y }) => y));
  return points.flatMap(({ x }, row) => {
    const left = horizontal.place(x[horizontal.column]);
    const up = vertical.place(x[vertical.column]);
    if (left === undefined || up === undefined) return [];
    return [{
      x: left + spread(horizontal, row * SPREAD),
      y: up + spread(vertical, row * SPREAD * SPREAD),
      xLabel: xLabels[row],
      yLabel: yLabels[row],
      response: responses[row],
    }];
  });
}

const fraction = (value: number) => value - Math.floor(value);

const pointEncoding = (encoding: object) => ({
  ...encoding,
  tooltip: [
    { field: "xLabel", type: "nominal", title: "horizontal" },
    { field: "yLabel", type: "nominal", title: "vertical" },
    { field: "response", type: "nominal", title: "y" },
  ],
});

const pointMark = {
  type: "point",
  filled: true,
  color: palette.paper,
  stroke: palette.ink,
  strokeWidth: 0.8,
  opacity: 0.9,
} as const;

const bestMark = {
  type: "point",
  shape: "diamond",
  filled: true,
  size: 140,
  color: palette.red,
  stroke: palette.paper,
  strokeWidth: 1.2,
  opacity: 1,
} as const;

/** The surrogate's mean over two hyperparameters, the others at their tuned values. @module */
import type { RunRecord } from "../../record.ts";
import type { FittedSurrogate } from "../../surrogate/surrogate.ts";
import { incumbentOf, judgedPoints } from "../../incumbent.ts";
import { type Axis, axisOf, cells } from "./contour_cells.ts";
import { contourLines } from "./contour_lines.ts";
import type { Figure } from "./figure.ts";
import { palette } from "./theme.ts";
import { readable, variableAxis } from "./variable_axis.ts";

/** Options of {@linkcode contourFigure}. */
export interface ContourOptions {
  /** The surrogate, fitted to the record. */
  readonly model: FittedSurrogate;
  /** The names of two free hyperparameters: the horizontal and the vertical one. */
  readonly variables: readonly [string, string];
}

const LEVELS = 10;
/** The plastic number's inverse: its multiples fill intervals, with its square also the plane. */
const SPREAD = 0.7548776662466927;

/**
 * Makes the contour plot. Contour lines are drawn where both hyperparameters are continuous.
 *
 * @throws {RangeError} If a name is no free hyperparameter, or no row succeeded.
 */
export function contourFigure(record: RunRecord, { model, variables }: ContourOptions): Figure {
  const incumbent = incumbentOf(record);
  if (incumbent === undefined) {
    throw new RangeError("Cannot draw a contour plot as no row of the record succeeded");
  }
  const [horizontal, vertical] = variables.map((name) => axisOf(record, name));
  const at = (a: number, b: number) =>
    incumbent.x.with(horizontal.column, a).with(vertical.column, b);
  const predict = (xs: readonly number[], ys: readonly number[]) => {
    const { mean } = model.predict(xs.flatMap((a) => ys.map((b) => at(a, b))));
    return xs.map((_, i) => Array.from(mean.subarray(i * ys.length, (i + 1) * ys.length)));
  };
  const values = predict(horizontal.centres, vertical.centres);
  const continuous = !horizontal.banded && !vertical.banded;
  const corners = continuous ? predict(horizontal.edges, vertical.edges) : [];
  const encoding = {
    x: variableAxis("x", horizontal.variable),
    y: variableAxis("y", vertical.variable),
  };
  return {
    width: 520,
    height: 380,
    layer: [
      {
        data: { values: cells(horizontal, vertical, values) },
        mark: { type: "rect" },
        encoding: { ...encoding, ...spans, ...colours },
      },
      ...(continuous ? [lines(horizontal, vertical, corners)] : []),
      points(record, { horizontal, vertical, encoding }),
      best(incumbent, { horizontal, vertical, encoding }),
    ],
  };
}

const spans = { x2: { field: "x2" }, y2: { field: "y2" } } as const;

const colours = {
  color: {
    field: "mean",
    type: "quantitative",
    title: "predicted y",
    scale: { scheme: "viridis", reverse: true, zero: false },
    legend: { gradientLength: 200, format: ".4~g" },
  },
  tooltip: [
    { field: "xLabel", type: "nominal", title: "horizontal" },
    { field: "yLabel", type: "nominal", title: "vertical" },
    { field: "mean", type: "quantitative", title: "predicted y", format: ".5~g" },
  ],
} as const;

function lines(
  { edges: xs, variable: a }: Axis,
  { edges: ys, variable: b }: Axis,
  values: readonly (readonly number[])[],
): object {
  const all = values.flat();
  const [min, max] = [Math.min(...all), Math.max(...all)];
  const levels = Array.from({ length: LEVELS - 1 }, (_, i) => min + (max - min) * (i + 1) / LEVELS);
  return {
    data: { values: levels.flatMap((level) => contourLines({ xs, ys, values }, level)) },
    mark: { type: "rule", color: "white", opacity: 0.55, strokeWidth: 0.8 },
    encoding: {
      x: variableAxis("x", a),
      y: variableAxis("y", b),
      ...spans,
    },
  };
}

interface Axes {
  readonly horizontal: Axis;
  readonly vertical: Axis;
  readonly encoding: object;
}

/** Where points are drawn: those that share a band are spread over it. */
function places(
  rows: readonly { readonly x: readonly number[]; readonly y: number }[],
  { horizontal, vertical }: Axes,
): object[] {
  const [a, b] = [horizontal, vertical];
  const spread = (axis: Axis, value: number, share: number) =>
    axis.banded && rows.length > 1 ? value + 0.7 * (fraction(share) - 0.5) : value;
  return rows.map(({ x, y }, row) => ({
    x: spread(a, x[a.column], row * SPREAD),
    y: spread(b, x[b.column], row * SPREAD * SPREAD),
    xLabel: readable(a.variable, x[a.column]),
    yLabel: readable(b.variable, x[b.column]),
    response: y,
  }));
}

const fraction = (value: number) => value - Math.floor(value);

const pointTooltip = [
  { field: "xLabel", type: "nominal", title: "horizontal" },
  { field: "yLabel", type: "nominal", title: "vertical" },
  { field: "response", type: "quantitative", title: "y", format: ".6~g" },
] as const;

function points(record: RunRecord, axes: Axes): object {
  return {
    data: { values: places(judgedPoints(record), axes) },
    mark: {
      type: "point",
      filled: true,
      size: 30,
      color: "white",
      stroke: palette.ink,
      strokeWidth: 0.8,
      opacity: 0.9,
    },
    encoding: { ...axes.encoding, tooltip: pointTooltip },
  };
}

function best(
  incumbent: { readonly x: readonly number[]; readonly y: number },
  axes: Axes,
): object {
  return {
    data: { values: places([incumbent], axes) },
    mark: {
      type: "point",
      shape: "diamond",
      filled: true,
      size: 140,
      color: palette.red,
      stroke: "white",
      strokeWidth: 1.2,
      opacity: 1,
    },
    encoding: { ...axes.encoding, tooltip: pointTooltip },
  };
}

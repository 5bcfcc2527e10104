/** Two objectives of a run: the Pareto front, and the points that it dominates. @module */
import { checkOptionNames, show } from "../../core/options/options.ts";
import { numberTexts } from "../../core/exact/number_text.ts";
import {
  checkObjectives,
  type ObjectivePoint,
  objectivePoints,
  referencePointOf,
} from "../../front.ts";
import { nonDominatedRows } from "../../goal/dominance.ts";
import type { RunRecord } from "../../record.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import type { Figure } from "./figure.ts";
import { withFigureLook } from "./figure_look.ts";
import { axisFormat, palette } from "./theme.ts";

/** Options of {@linkcode frontFigure}. */
export interface FrontFigureOptions {
  /** The names of two objectives: the horizontal and the vertical one. @default {the first two} */
  readonly objectives?: readonly [string, string];
}

const WIDTH = 520;
const HEIGHT = 380;
const LONGEST_NAME = 60;
/** More points than these are drawn smaller. */
const MANY_POINTS = 300;
/** A reference point farther from the points than so many of their ranges is left out. */
const FARTHEST = 1;

const looks = {
  "Pareto front": { colour: palette.blue, shape: "circle" },
  "dominated": { colour: palette.muted, shape: "circle" },
  "infeasible": { colour: palette.orange, shape: "cross" },
  "reference point": { colour: palette.ink, shape: "square" },
} as const;
type Kind = keyof typeof looks;

/**
 * Draws the points of a run by two of its objectives. With two objectives a line bounds what the front
 * dominates; with more, a point of the front may lie behind others of these two.
 *
 * @throws {RangeError} If the run had not several `objectives`, or a name is none of them.
 */
export function frontFigure(record: RunRecord, options: FrontFigureOptions = {}): Figure {
  const action = "draw the Pareto front";
  checkOptionNames(action, options, ["objectives"]);
  checkObjectives(action, record);
  const all = record.objectives!;
  const columns = (options.objectives ?? [all[0].name, all[1].name]).map((name) =>
    columnOf(record, name)
  );
  const points = placesOf(record, columns);
  const axes = columns.map((_, i) =>
    axisOf(i === 0 ? "x" : "y", points.map((point) => i === 0 ? point.x : point.y))
  );
  const titles = labelsOf(columns.map((column) => all[column].name), { most: LONGEST_NAME });
  const encoding = { x: axes[0], y: axes[1] };
  const isMany = points.length > MANY_POINTS;
  return withFigureLook({
    description: "Pareto front: the points by two objectives",
    width: WIDTH,
    height: HEIGHT,
    params: [{ name: "xTitle", value: titles[0] }, { name: "yTitle", value: titles[1] }],
    layer: [
      ...(all.length === 2 ? [boundary(record, columns, { points, encoding })] : []),
      {
        data: { values: points },
        mark: { type: "point", filled: true, opacity: 0.85 },
        encoding: {
          ...encoding,
          size: {
            condition: { test: "datum.kind === 'Pareto front'", value: isMany ? 30 : 70 },
            value: isMany ? 10 : 34,
          },
          ...looksOf(points),
          tooltip: tooltip,
        },
      },
    ],
  });
}

function columnOf({ objectives = [] }: RunRecord, name: string): number {
  const column = objectives.findIndex((objective) => objective.name === name);
  if (column >= 0) return column;
  throw new RangeError(
    `Cannot draw the Pareto front as 'objectives' must name two of the run's: current value is ${
      show(name)
    }`,
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly kind: Kind;
  readonly xText: string;
  readonly yText: string;
}

function placesOf(record: RunRecord, columns: readonly number[]): Place[] {
  const points = objectivePoints(record);
  const feasible = points.filter(({ isFeasible }) => isFeasible);
  const front = new Set(
    nonDominatedRows(feasible.map(({ minimized }) => minimized)).map((i) => feasible[i]),
  );
  const kindOf = (point: ObjectivePoint): Kind =>
    !point.isFeasible ? "infeasible" : front.has(point) ? "Pareto front" : "dominated";
  const values = [...points.map(({ values }) => values), ...nearReference(record, points)];
  const [xs, ys] = columns.map((column) => values.map((row) => row[column]));
  const [xTexts, yTexts] = [numberTexts(xs), numberTexts(ys)];
  return values.map((_, i) => ({
    ...{ x: xs[i], y: ys[i], xText: xTexts[i], yText: yTexts[i] },
    kind: i < points.length ? kindOf(points[i]) : "reference point",
  }));
}

/** The reference point, unless it would press the points together. */
function nearReference(
  record: RunRecord,
  points: readonly ObjectivePoint[],
): (readonly number[])[] {
  const reference = referencePointOf(record);
  if (!reference) return [];
  const isNear = reference.every((value, j) => {
    const column = points.map(({ values }) => values[j]);
    const [least, most] = [Math.min(...column), Math.max(...column)];
    const reach = FARTHEST * (most - least || 1);
    return least - reach <= value && value <= most + reach;
  });
  return isNear ? [reference] : [];
}

/** What bounds the dominated part of the plane: the values of the front, one after another. */
function boundary(
  { objectives = [] }: RunRecord,
  [horizontal]: readonly number[],
  { points, encoding }: { readonly points: readonly Place[]; readonly encoding: object },
): object {
  const front = points.filter(({ kind }) => kind === "Pareto front").sort((a, b) => a.x - b.x);
  const isMaximised = objectives[horizontal].direction === "maximize";
  const reference = points.find(({ kind }) => kind === "reference point");
  const ends = reference && front.length > 0 ? endsOf(front, reference, isMaximised) : [[], []];
  return {
    data: {
      values: [...ends[0], ...front, ...ends[1]].map(({ x, y }, order) => ({ x, y, order })),
    },
    mark: {
      type: "line",
      interpolate: isMaximised ? "step-before" : "step-after",
      color: palette.blue,
      strokeWidth: 1.5,
      opacity: 0.6,
    },
    encoding: { ...encoding, order: { field: "order", type: "quantitative" } },
  };
}

interface End {
  readonly x: number;
  readonly y: number;
}

/** The line goes on to the reference point's height on one side, and to its place on the other. */
function endsOf(front: readonly Place[], reference: Place, isMaximised: boolean): [End[], End[]] {
  const [first, last] = [front[0], front[front.length - 1]];
  return isMaximised
    ? [[{ x: reference.x, y: first.y }], [{ x: last.x, y: reference.y }]]
    : [[{ x: first.x, y: reference.y }], [{ x: reference.x, y: last.y }]];
}

function axisOf(field: "x" | "y", values: readonly number[]): object {
  return {
    field,
    type: "quantitative",
    scale: { zero: false, nice: true },
    axis: {
      // The compiler takes literal titles for keys of objects.
      title: { signal: `${field}Title` },
      titleLimit: field === "x" ? WIDTH : HEIGHT,
      tickCount: 6,
      ...axisFormat(values),
    },
  };
}

function looksOf(points: readonly Place[]): object {
  const present = new Set(points.map(({ kind }) => kind));
  const domain = (Object.keys(looks) as Kind[]).filter((kind) => present.has(kind));
  const legend = { orient: "bottom", direction: "horizontal", symbolOpacity: 1 };
  const scaleOf = (name: "colour" | "shape") => ({
    field: "kind",
    type: "nominal",
    title: null,
    scale: { domain, range: domain.map((kind) => looks[kind][name]) },
    legend,
  });
  return { color: scaleOf("colour"), shape: scaleOf("shape") };
}

const tooltip = [
  { field: "kind", type: "nominal", title: "point" },
  { field: "xText", type: "nominal", title: "horizontal" },
  { field: "yText", type: "nominal", title: "vertical" },
] as const;

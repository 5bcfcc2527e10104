/** Every evaluated configuration as a line across one axis per hyperparameter. @module */
import type { Variable } from "../../../backends/objective/variable.ts";
import type { RunRecord } from "../../record.ts";
import { freeVariables } from "../../space/search_space.ts";
import { quantile } from "../quantile.ts";
import { type Incumbent, judgedPoints } from "../../incumbent.ts";
import type { Figure } from "./figure.ts";
import { palette } from "./theme.ts";
import { bandValues, isBanded, readable } from "./variable_axis.ts";

const RESPONSE = "y";
const STEP = 100;

/**
 * Makes the parallel coordinates: the better, the darker, the best red. The axis of y shows ranks,
 * labelled by the quartiles.
 */
export function parallelCoordinatesFigure(record: RunRecord): Figure {
  const space = freeVariables(record.variables);
  const ordered = judgedPoints(record).sort((a, b) => b.y - a.y);
  const values = ordered.flatMap((point, index) =>
    lineOf(point, { space, ordered, index }).map((vertex) => ({ ...vertex, configuration: index }))
  );
  const best = values.filter(({ configuration }) => configuration === ordered.length - 1);
  const names = [...space.map(({ name }) => name), RESPONSE];
  const x = {
    field: "axis",
    type: "ordinal",
    sort: null,
    scale: { type: "point", domain: names, padding: 0.4 },
    title: null,
    axis: { orient: "top", labelAngle: 0, domain: false, ticks: false, labelColor: palette.ink },
  };
  const y = {
    field: "place",
    type: "quantitative",
    axis: null,
    scale: { domain: [-0.04, 1.04], nice: false },
  };
  const detail = { field: "configuration", type: "nominal" };
  const order = { field: "column", type: "quantitative" };
  return {
    width: { step: STEP },
    height: 320,
    encoding: { x, y },
    layer: [
      {
        data: { values: names.map((axis) => ({ axis, place: 0, top: 1 })) },
        mark: { type: "rule", color: palette.grid, strokeWidth: 1.2 },
        encoding: { y2: { field: "top" } },
      },
      {
        data: { values },
        mark: { type: "line", strokeWidth: 1.1, opacity: 0.75 },
        encoding: { detail, order, color, tooltip },
      },
      {
        data: { values: best },
        mark: { type: "line", strokeWidth: 2.4, color: palette.red },
        encoding: { detail, order, tooltip },
      },
      ...[{ stroke: "white", strokeWidth: 4, strokeJoin: "round" }, { color: palette.muted }].map(
        (look) => ({
          data: { values: labels(space, ordered) },
          mark: { type: "text", align: "left", dx: 6, fontSize: 10, ...look },
          encoding: { text: { field: "label", type: "nominal" } },
        }),
      ),
    ],
  };
}

interface LineContext {
  readonly space: readonly Variable[];
  /** From the worst to the best. */
  readonly ordered: readonly Incumbent[];
  readonly index: number;
}

function lineOf({ x, y }: Incumbent, { space, ordered, index }: LineContext) {
  const rank = ordered.length > 1 ? index / (ordered.length - 1) : 1;
  const common = { darkness: rank * rank * rank, response: y };
  const vertices = space.map((variable, column) => ({
    ...common,
    axis: variable.name,
    column,
    place: placeOf(variable, x[column]),
    value: readable(variable, x[column]),
  }));
  const value = String(Number(y.toPrecision(6)));
  return [...vertices, { ...common, axis: RESPONSE, column: space.length, place: 1 - rank, value }];
}

function placeOf({ lower, upper }: Variable, value: number): number {
  return (value - lower) / (upper - lower);
}

function labels(space: readonly Variable[], ordered: readonly Incumbent[]): object[] {
  const values = ordered.map(({ y }) => y);
  return [
    ...space.flatMap((variable) =>
      (isBanded(variable) ? bandValues(variable) : [variable.lower, variable.upper]).map((
        value,
      ) => ({
        axis: variable.name,
        place: placeOf(variable, value),
        label: readable(variable, value),
      }))
    ),
    ...[0, 0.25, 0.5, 0.75, 1].map((place) => ({
      axis: RESPONSE,
      place,
      label: String(Number(quantile(values, place).toPrecision(4))),
    })),
  ];
}

const color = {
  field: "darkness",
  type: "quantitative",
  scale: { domain: [0, 1], range: ["#e3e8ee", palette.blue] },
  legend: null,
} as const;

const tooltip = [
  { field: "axis", type: "nominal", title: "hyperparameter" },
  { field: "value", type: "nominal" },
  { field: "response", type: "quantitative", title: "y", format: ".6~g" },
] as const;

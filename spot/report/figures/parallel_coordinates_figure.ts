/** Evaluated configurations as lines across one axis per hyperparameter. @module */
import { activityOf } from "../../core/space/configuration.ts";
import type { Variable } from "../../core/space/variable.ts";
import type { RunRecord } from "../../record.ts";
import { freeVariables, pointKey, scaleWidth, toScale } from "../../core/space/search_space.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { displayWidth } from "../encoding/display_width.ts";
import { numberTexts } from "../../core/exact/number_text.ts";
import { quantile } from "../../core/exact/quantile.ts";
import { incumbentOf, type JudgedPoint, judgedPoints } from "../../incumbent.ts";
import type { Figure } from "./figure.ts";
import { withFigureLook } from "./figure_look.ts";
import { palette } from "./theme.ts";
import { allValues, isBanded, valueTexts } from "./variable_axis.ts";

const RESPONSE = "y";
/** Where lines pass an axis whose hyperparameter they lack: below its end. */
const ABSENT = -0.12;
const ABSENT_LABEL = "inactive";
const LONGEST_NAME = 28;
/** Pixels: the least distance of axes, and the width of a letter of their names. */
const STEP = 110;
const LETTER = 6.5;
/** More lines would hide each other, and make a page of many megabytes. */
const MOST_LINES = 500;
/** More labels on an axis would cover each other. */
const MOST_LABELS = 16;

/** What the lines of {@linkcode parallelCoordinatesFigure} are, in words. */
export function parallelCoordinatesCaption(record: RunRecord): string {
  const count = judgedPoints(record).length;
  const which = count > MOST_LINES
    ? `Lines are ${MOST_LINES} of ${count} configurations, evenly chosen by rank`
    : "Each line is a configuration";
  const isConditional = freeVariables(record.variables).some(({ when }) => when);
  return `${which}; the better, the darker, and the best is red. ` +
    "The last axis shows ranks, labelled by quartiles of y." +
    (isConditional ? " Below an axis pass the configurations that lack its hyperparameter." : "");
}

/**
 * Makes the parallel coordinates: the better, the darker, the best red. The axis of y shows ranks,
 * labelled by the quartiles. A hyperparameter called `y` has the axis `y (variable)`.
 */
export function parallelCoordinatesFigure(record: RunRecord): Figure {
  const space = freeVariables(record.variables);
  const own = labelsOf(space.map(({ name }) => name), { most: LONGEST_NAME, own: [RESPONSE] });
  const names = [...own, RESPONSE];
  // Of equal ones the first is the best.
  const ordered = judgedPoints(record).reverse().sort((a, b) =>
    Number(a.isFeasible) - Number(b.isFeasible) || b.y - a.y
  );
  const chosen = numberOfBest(ordered, record);
  const values = linesOf(ordered, { space, names, chosen });
  const best = values.filter(({ configuration }) => configuration === chosen);
  const x = {
    field: "axis",
    type: "ordinal",
    sort: null,
    scale: { type: "point", domain: names, padding: 0.4 },
    title: null,
    axis: {
      orient: "top",
      labelAngle: 0,
      labelLimit: 0,
      labelOverlap: false,
      domain: false,
      ticks: false,
      labelColor: palette.ink,
    },
  };
  const y = {
    field: "place",
    type: "quantitative",
    axis: null,
    scale: { domain: [space.some(({ when }) => when) ? ABSENT - 0.04 : -0.04, 1.04], nice: false },
  };
  const detail = { field: "configuration", type: "nominal" };
  const order = { field: "column", type: "quantitative" };
  return withFigureLook({
    description: "Parallel coordinates: one line for each evaluation",
    width: { step: Math.max(STEP, LETTER * (2 + Math.max(...names.map(displayWidth)))) },
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
      ...[{ stroke: palette.paper, strokeWidth: 4, strokeJoin: "round" }, { color: palette.muted }]
        .map(
          (look) => ({
            data: { values: labels(ordered, { space, names }) },
            mark: { type: "text", align: "left", dx: 6, fontSize: 10, limit: STEP - 12, ...look },
            encoding: { text: { field: "label", type: "nominal" } },
          }),
        ),
    ],
  });
}

interface Axes {
  readonly space: readonly Variable[];
  /** The axes' names: one per variable, and y's. */
  readonly names: readonly string[];
}

/** Under noise the best is that of the tuned configuration, which may not have the smallest mean. */
function numberOfBest(ordered: readonly JudgedPoint[], record: RunRecord): number {
  const incumbent = incumbentOf(record);
  if (!incumbent) return ordered.length - 1;
  const key = pointKey(incumbent.x);
  return ordered.findLastIndex(({ x }) => pointKey(x) === key);
}

/** The lines' vertices, of the best configuration and of others evenly by rank. */
function linesOf(
  ordered: readonly JudgedPoint[],
  { space, names, chosen }: Axes & { readonly chosen: number },
) {
  const last = ordered.length - 1;
  const drawn = Math.min(MOST_LINES, ordered.length);
  const indices = Array.from(
    { length: drawn },
    (_, line) => drawn < 2 ? last : Math.round(line * last / (drawn - 1)),
  );
  if (chosen >= 0 && !indices.includes(chosen)) indices[drawn - 2] = chosen;
  const points = indices.map((index) => ordered[index]);
  const texts = space.map((variable, column) =>
    valueTexts(variable, points.map(({ x }) => x[column]))
  );
  const responses = numberTexts(points.map(({ y }) => y));
  const activity = activityOf(space);
  return points.flatMap(({ x }, line) => {
    const configuration = indices[line];
    const rank = last > 0 ? configuration / last : 1;
    const common = { configuration, darkness: rank * rank * rank, response: responses[line] };
    const vertices = space.map((variable, column) => ({
      ...common,
      axis: names[column],
      column,
      ...(activity && !activity(column, x)
        ? { place: ABSENT, value: ABSENT_LABEL }
        : { place: placeOf(variable, x[column]), value: texts[column][line] }),
    }));
    const end = { axis: RESPONSE, column: space.length, place: 1 - rank, value: responses[line] };
    return [...vertices, { ...common, ...end }];
  });
}

function placeOf(variable: Variable, value: number): number {
  return (toScale(variable, value) - toScale(variable, variable.lower)) / scaleWidth(variable);
}

function labels(ordered: readonly JudgedPoint[], { space, names }: Axes): object[] {
  const responses = ordered.map(({ y }) => y);
  const places = ordered.length > 0 ? [0, 0.25, 0.5, 0.75, 1] : [];
  const quartiles = numberTexts(places.map((place) => quantile(responses, place)), 4);
  return [
    ...space.flatMap((variable, column) => {
      const values = labelled(variable);
      const texts = valueTexts(variable, values);
      const shown = values.map((value, i) => ({
        axis: names[column],
        place: placeOf(variable, value),
        label: texts[i],
      }));
      const absent = { axis: names[column], place: ABSENT, label: ABSENT_LABEL };
      return variable.when ? [...shown, absent] : shown;
    }),
    ...places.map((place, i) => ({ axis: RESPONSE, place, label: quartiles[i] })),
  ];
}

/** The values whose labels have room on an axis. */
function labelled(variable: Variable): number[] {
  if (!isBanded(variable)) return [variable.lower, variable.upper];
  const values = allValues(variable);
  const last = values.length - 1;
  const count = Math.min(values.length, MOST_LABELS);
  return Array.from({ length: count }, (_, i) => values[Math.round(i * last / (count - 1))]);
}

const color = {
  field: "darkness",
  type: "quantitative",
  scale: { domain: [0, 1], range: [palette.faint, palette.blue] },
  legend: null,
} as const;

const tooltip = [
  { field: "axis", type: "nominal", title: "hyperparameter" },
  { field: "value", type: "nominal" },
  { field: "response", type: "nominal", title: "y" },
] as const;

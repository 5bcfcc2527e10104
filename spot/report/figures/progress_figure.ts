/** Every result of a run in the order of submission, and the best so far. @module */
import { comparableRows } from "../../incumbent.ts";
import { isFeasible, rowStatus, type RunRecord } from "../../record.ts";
import { shortenToWidth } from "../encoding/display_width.ts";
import { numberTexts } from "../../core/exact/number_text.ts";
import { printableMessage } from "../encoding/printable.ts";
import type { Figure } from "./figure.ts";
import { withFigureLook } from "./figure_look.ts";
import { axisFormat, palette } from "./theme.ts";

const LOG_SCALE_FROM_RATIO = 30;
const LONGEST_MESSAGE = 200;
/** More points than these are drawn smaller. */
const MANY_ROWS = 300;

/** Makes the progress plot; where rows have budgets, of those of the largest one. */
export function progressFigure({ rows }: RunRecord): Figure {
  const usable = usableOf(comparableRows(rows));
  const feasible = usable.filter((value) => value.isFeasible);
  const infeasible = usable.filter((value) => !value.isFeasible);
  const unusable = rows.filter(({ y, pruned }) => !Number.isFinite(y) && !pruned);
  const failed = unusable.map(({ row, origin, failure, y }) => ({
    evaluation: row + 1,
    origin: originNames[origin],
    failure: shortenToWidth(printableMessage(failure?.message ?? `y is ${y}`), LONGEST_MESSAGE),
  }));
  const pruned = rows.filter((row) => rowStatus(row) === "pruned").map((row) => ({
    evaluation: row.row + 1,
    origin: originNames[row.origin],
    pruned: row.pruned?.step,
  }));
  const y = {
    field: "y",
    type: "quantitative",
    title: "y",
    ...scaleOf(usable.map((value) => value.y)),
  };
  const x = {
    field: "evaluation",
    type: "quantitative",
    title: "Evaluation",
    scale: { domain: [0, Math.max(1, rows.length) + 1], nice: false },
    axis: { grid: false, tickMinStep: 1, format: ",d" },
  };
  const many = rows.length > MANY_ROWS;
  // Nobody listens to thousands of points, whose descriptions would be most of the drawing.
  const mark = { type: "point", aria: !many };
  return withFigureLook({
    description: `Progress of ${rows.length} evaluations, best y ${
      feasible.at(-1)?.bestText ?? "not known yet"
    }`,
    width: 820,
    height: 280,
    layer: [
      {
        data: { values: feasible },
        mark: { type: "line", interpolate: "step-after", color: palette.ink, strokeWidth: 1.5 },
        encoding: { x, y: { ...y, field: "best" } },
      },
      {
        data: { values: feasible },
        mark: { ...mark, filled: true, size: many ? 12 : 46, opacity: many ? 0.5 : 0.85 },
        encoding: { x, y, color: colorOf(usable), tooltip: tooltipOf("yText", "bestText") },
      },
      ...(infeasible.length > 0
        ? [{
          data: { values: infeasible },
          mark: { ...mark, filled: false, size: many ? 12 : 40, opacity: 0.7 },
          encoding: { x, y, color: colorOf(usable), tooltip: tooltipOf("yText", "constraints") },
        }]
        : []),
      {
        data: { values: pruned },
        mark: { ...mark, size: many ? 10 : 30, color: palette.muted, opacity: 0.6 },
        encoding: { x, y: { value: "height" }, tooltip: tooltipOf("pruned") },
      },
      {
        data: { values: failed },
        mark: {
          ...mark,
          shape: "cross",
          angle: 45,
          filled: true,
          size: many ? 24 : 60,
          color: palette.red,
        },
        encoding: { x, y: { value: "height" }, tooltip: tooltipOf("failure") },
      },
    ],
  });
}

function usableOf(rows: RunRecord["rows"]) {
  const usable = rows.filter(({ y }) => Number.isFinite(y));
  const texts = numberTexts(usable.map(({ y }) => y));
  let best: number | undefined;
  return usable.map((record, index) => {
    const { row, y, origin, constraints = [] } = record;
    if (isFeasible(record) && (best === undefined || y < usable[best].y)) best = index;
    return {
      evaluation: row + 1,
      y,
      yText: texts[index],
      ...(best !== undefined && { best: usable[best].y, bestText: texts[best] }),
      isFeasible: isFeasible(record),
      ...(constraints.length > 0 && { constraints: numberTexts(constraints, 4).join(", ") }),
      origin: originNames[origin],
    };
  });
}

const originNames = {
  given: "given",
  design: "initial design",
  infill: "proposed",
  replicate: "replicate",
  told: "told",
} as const;

const originColours: Readonly<Record<string, string>> = {
  "initial design": palette.muted,
  "proposed": palette.blue,
  "replicate": palette.green,
  "given": palette.violet,
  "told": palette.red,
};

function colorOf(values: readonly { readonly origin: string }[]): object {
  const present = new Set(values.map(({ origin }) => origin));
  const domain = Object.keys(originColours).filter((origin) => present.has(origin));
  return {
    field: "origin",
    type: "nominal",
    title: null,
    scale: { domain, range: domain.map((origin) => originColours[origin]) },
    legend: { orient: "bottom", direction: "horizontal", symbolType: "circle" },
  };
}

const tooltipTitles = {
  yText: "y",
  bestText: "best so far",
  failure: "failure",
  pruned: "pruned at step",
  constraints: "constraints",
} as const;

function tooltipOf(...fields: readonly (keyof typeof tooltipTitles)[]): object[] {
  return [
    { field: "evaluation", type: "quantitative", title: "evaluation", format: ",d" },
    { field: "origin", type: "nominal", title: "origin" },
    ...fields.map((field) => ({ field, type: "nominal", title: tooltipTitles[field] })),
  ];
}

/** Linear, or logarithmic with ticks at 1, 2 and 5 where results are far apart. */
function scaleOf(values: readonly number[]): object {
  if (values.length === 0) return { scale: { domain: [0, 1] }, axis: { values: [] } };
  const min = values.reduce((a, b) => Math.min(a, b), Infinity);
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(min > 0 && max / min >= LOG_SCALE_FROM_RATIO)) {
    return { scale: { zero: false, nice: true }, axis: { tickCount: 6, ...axisFormat(values) } };
  }
  const domain = [min / 1.2, max * 1.2];
  const wide = min < 1e-4 || max >= 1e12;
  return {
    scale: { type: "log", domain, nice: false },
    axis: { values: logTicks(domain), format: wide ? "~e" : ",~f" },
  };
}

const MOST_TICKS = 18;

/** Powers of ten, with 2 and 5 between them where there is room; only every nth where there is none. */
function logTicks([low, high]: readonly number[]): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const step = Math.ceil((last - first) / MOST_TICKS);
  const mantissas = 3 * (last - first) <= MOST_TICKS ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = first; power <= last; power += step) {
    // Read as decimals, which 10 ** power is not always.
    ticks.push(...mantissas.map((mantissa) => Number(`${mantissa}e${power}`)));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

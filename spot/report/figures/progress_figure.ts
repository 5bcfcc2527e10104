/** Every result of a run in the order of submission, and the best so far. @module */
import type { RunRecord } from "../../record.ts";
import type { Figure } from "./figure.ts";
import { palette } from "./theme.ts";

const LOG_SCALE_FROM_RATIO = 30;

/** Makes the progress plot. */
export function progressFigure({ rows }: RunRecord): Figure {
  let best = Infinity;
  const values = rows.map(({ row, y, origin, failure }) => ({
    evaluation: row + 1,
    y: Number.isFinite(y) ? y : null,
    best: (best = y < best ? y : best) === Infinity ? null : best,
    origin: originNames[origin],
    failure: failure?.message,
  }));
  const isUsable = (value: { y: number | null }) => value.y !== null;
  const usable = values.filter(isUsable);
  const failed = values.filter((value) => !isUsable(value));
  const y = {
    field: "y",
    type: "quantitative",
    title: "y",
    ...scaleOf(usable.map((value) => value.y ?? NaN)),
  };
  const x = {
    field: "evaluation",
    type: "quantitative",
    title: "Evaluation",
    scale: { domain: [0, Math.max(1, rows.length) + 1], nice: false },
    axis: { grid: false, tickMinStep: 1, format: "d" },
  };
  return {
    width: 820,
    height: 280,
    layer: [
      {
        data: { values: usable },
        mark: { type: "line", interpolate: "step-after", color: palette.ink, strokeWidth: 1.5 },
        encoding: { x, y: { ...y, field: "best" } },
      },
      {
        data: { values: usable },
        mark: { type: "point", filled: true, size: 46, opacity: 0.85 },
        encoding: { x, y, color: colorOf(usable), tooltip: tooltipOf("y", "best") },
      },
      {
        data: { values: failed },
        mark: {
          type: "point",
          shape: "cross",
          angle: 45,
          filled: true,
          size: 60,
          color: palette.red,
        },
        encoding: { x, y: { value: "height" }, tooltip: tooltipOf("failure") },
      },
    ],
  };
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

function tooltipOf(...fields: readonly string[]): object[] {
  const type = (field: string) => field === "failure" ? "nominal" : "quantitative";
  return [
    { field: "evaluation", type: "quantitative" },
    { field: "origin", type: "nominal" },
    ...fields.map((field) => ({
      field,
      type: type(field),
      ...(type(field) === "quantitative" && { format: ".6~g" }),
    })),
  ];
}

/** Linear, or logarithmic with ticks at 1, 2 and 5 where results are far apart. */
function scaleOf(values: readonly number[]): object {
  const min = values.reduce((a, b) => Math.min(a, b), Infinity);
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(min > 0 && max / min >= LOG_SCALE_FROM_RATIO)) {
    return { scale: { zero: false, nice: true }, axis: { tickCount: 6 } };
  }
  const powers = Array.from({ length: 40 }, (_, i) => 10 ** (Math.floor(Math.log10(min)) + i));
  const ticks = powers.flatMap((power) => [power, 2 * power, 5 * power]);
  const domain = [min / 1.2, max * 1.2];
  const shown = ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]);
  return {
    scale: { type: "log", domain, nice: false },
    axis: { values: shown, format: ",~g" },
  };
}

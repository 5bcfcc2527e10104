/** Execution time and parallel efficiency against the number of cores, side by side. @module */
import { labelsOf } from "../encoding/distinct_names.ts";
import { numberText, numberTexts } from "../../core/exact/number_text.ts";
import type { Figure } from "./figure.ts";
import { withFigureLook } from "./figure_look.ts";
import { palette, seriesColours } from "./theme.ts";

/** A run on some cores. */
export interface ScalingRun {
  /** The backend's name: one line of the figure. */
  readonly method: string;
  /** Its number of workers. */
  readonly numCores: number;
  /** Execution time in milliseconds. */
  readonly durationMs: number;
  /** Speed-up against the sequential run, per core. */
  readonly efficiency: number;
}

/** The runs to compare. */
export interface ScalingRuns {
  /** Execution time of the sequential run in milliseconds: the dashed line. */
  readonly sequentialMs: number;
  /** The parallel runs. */
  readonly runs: readonly ScalingRun[];
}

const WIDTH = 380;
const HEIGHT = 280;
const LONGEST_NAME = 40;
const MOST_CORES_ON_LINEAR_AXIS = 8;

/** Makes the two panels: time with the sequential time as a dashed line, and efficiency. */
export function scalingFigure(scaling: ScalingRuns): Figure {
  return withFigureLook({
    description: "Execution time and parallel efficiency against the number of cores",
    title: { text: "The same design, evaluated on more cores", offset: 18 },
    spacing: 56,
    hconcat: scalingPanels(scaling),
  });
}

/** Makes each panel as a figure of its own, for pages that place them by their width. */
export function scalingPanels(
  { sequentialMs, runs }: ScalingRuns,
): [time: Figure, efficiency: Figure] {
  const seconds = sequentialMs / 1000;
  const longest = Math.max(seconds, ...runs.map(({ durationMs }) => durationMs / 1000));
  const largest = Math.max(...runs.map(({ efficiency }) => efficiency));
  const time = upTo("seconds", "Execution time (s)", 1.1 * longest);
  const efficiency = upTo("efficiency", "Parallel efficiency", Math.max(1.1, 1.05 * largest));
  return [
    panel(runs, {
      description: "Execution time against the number of cores",
      line: reference(seconds, `sequential ${numberText(seconds, 3)} s`),
      y: time,
    }),
    panel(runs, {
      description: "Parallel efficiency against the number of cores",
      line: reference(1, "perfect: 1.0"),
      y: efficiency,
    }),
  ];
}

interface PanelOptions {
  readonly description: string;
  /** What the runs are measured against. */
  readonly line: object;
  readonly y: object;
}

function panel(runs: readonly ScalingRun[], { description, line, y }: PanelOptions): Figure {
  const methods = [...new Set(runs.map(({ method }) => method))];
  const labels = labelsOf(methods, { most: LONGEST_NAME });
  const secondsTexts = numberTexts(runs.map(({ durationMs }) => durationMs / 1000), 4);
  const values = runs.map(({ method, numCores, durationMs, efficiency }, run) => ({
    method: labels[methods.indexOf(method)],
    cores: numCores,
    seconds: durationMs / 1000,
    efficiency,
    secondsText: secondsTexts[run],
    speedupText: numberText(efficiency * numCores, 3),
    efficiencyText: numberText(efficiency, 3),
  }));
  return withFigureLook({
    description,
    data: { values },
    width: WIDTH,
    height: HEIGHT,
    layer: [line, ...series({ ...cores(runs), y, color: colour(labels) })],
  });
}

/** The dashed line that runs are measured against, with its name. */
function reference(y: number, text: string): object {
  return {
    data: { values: [{ y, text }] },
    layer: [
      {
        mark: { type: "rule", strokeDash: [6, 4], color: palette.muted },
        encoding: { y: { field: "y", type: "quantitative" } },
      },
      {
        mark: { type: "text", align: "right", baseline: "bottom", dy: -4, color: palette.muted },
        encoding: {
          x: { value: WIDTH },
          y: { field: "y", type: "quantitative" },
          text: { field: "text", type: "nominal" },
        },
      },
    ],
  };
}

function series(encoding: object): object[] {
  return [
    { mark: { type: "line", strokeWidth: 2 }, encoding },
    {
      mark: { type: "point", filled: true, size: 64, opacity: 1 },
      encoding: { ...encoding, tooltip },
    },
  ];
}

function cores(runs: readonly ScalingRun[]): object {
  const counts = [...new Set(runs.map(({ numCores }) => numCores))].sort((a, b) => a - b);
  const largest = Math.max(1, ...counts);
  const scale = largest > MOST_CORES_ON_LINEAR_AXIS
    ? { type: "log", base: 2, domain: [0.85, largest * 1.15] }
    : { domain: [0.5, largest + 0.5], zero: false };
  return {
    x: {
      field: "cores",
      type: "quantitative",
      title: "Number of cores",
      scale: { ...scale, nice: false },
      axis: { values: counts, format: "d", grid: false },
    },
  };
}

/** A quantity from 0 to a little more than its largest value, so that the lines' names fit in. */
function upTo(field: string, title: string, top: number): object {
  return { field, type: "quantitative", title, scale: { domain: [0, top], nice: false } };
}

function colour(methods: readonly string[]): object {
  return {
    field: "method",
    type: "nominal",
    title: null,
    scale: { domain: methods, range: seriesColours.slice(0, methods.length) },
    legend: { orient: "bottom", direction: "horizontal", symbolType: "circle" },
  };
}

const tooltip = [
  { field: "method", type: "nominal", title: "method" },
  { field: "cores", type: "quantitative", title: "cores", format: ",d" },
  { field: "secondsText", type: "nominal", title: "seconds" },
  { field: "speedupText", type: "nominal", title: "speed-up" },
  { field: "efficiencyText", type: "nominal", title: "efficiency" },
];

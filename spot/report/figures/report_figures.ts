/** The figures of a run's report. @module */
import { hasFront, incumbentOf, judgedPoints, tunedConfiguration } from "../../incumbent.ts";
import type { RunRecord } from "../../record.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { escapeHtml } from "../encoding/markup.ts";
import type { Analysis } from "./analysis.ts";
import { contourFigure } from "./contour_figure.ts";
import { curvesFigure } from "./curves_figure.ts";
import { frontFigures, importanceCaption, type NamedFigure } from "./front_figures.ts";
import { importanceFigure } from "./importance_figure.ts";
import {
  parallelCoordinatesCaption,
  parallelCoordinatesFigure,
} from "./parallel_coordinates_figure.ts";
import { progressFigure } from "./progress_figure.ts";

const LONGEST_NAME = 60;

/** Makes the figures that a run has: of one objective, or of the front of several. */
export function reportFigures(record: RunRecord, analysis: Analysis): NamedFigure[] {
  return hasFront(record)
    ? [...frontFigures(record, analysis), ...curves(record)]
    : modelledFigures(record, analysis);
}

function modelledFigures(record: RunRecord, analysis: Analysis): NamedFigure[] {
  const { importances: [importance = []] } = analysis;
  const hasPoints = judgedPoints(record).length > 0;
  return [
    {
      name: "progress",
      heading: "Progress",
      caption: "Every evaluation in the order of submission; the line is the " +
        (record.noise
          ? "smallest response so far, which is too small under noise."
          : "best so far.") +
        (record.rows.some(({ budget }) => budget !== undefined)
          ? " Of evaluations with budgets those of the largest."
          : "") +
        (record.rows.some(({ failure }) => failure) ? " Crosses at the bottom failed." : "") +
        (record.rows.some(({ pruned }) => pruned)
          ? " Circles at the bottom were given up as hopeless."
          : "") +
        (record.rows.some(({ constraints }) => constraints?.some((value) => value > 0))
          ? " Hollow points break a constraint."
          : ""),
      figure: progressFigure(record),
    },
    ...curves(record),
    ...(importance.length > 0
      ? [{
        name: "importance",
        heading: "Importance",
        caption: importanceCaption,
        figure: importanceFigure(importance),
      }]
      : []),
    ...contours(record, analysis),
    ...(hasPoints
      ? [{
        name: "parallel_coordinates",
        heading: "Parallel coordinates",
        caption: parallelCoordinatesCaption(record),
        figure: parallelCoordinatesFigure(record),
      }]
      : []),
  ];
}

function curves(record: RunRecord): NamedFigure[] {
  if (!record.rows.some(({ curve }) => curve)) return [];
  return [{
    name: "curves",
    heading: "Curves",
    caption: "What each evaluation reported on its way" +
      (record.rows.some(({ pruned }) => pruned)
        ? ", faint where it was given up as hopeless"
        : "") +
      (record.rows.some(({ predecessor }) => predecessor !== undefined)
        ? ", with a larger budget from where the smaller one ended"
        : "") +
      ". The worst twentieth of the values is cut.",
    figure: curvesFigure(record),
  }];
}

/** The contour plot of the two most important hyperparameters that the best configuration has. */
function contours(
  record: RunRecord,
  { model, importances: [importance = []] }: Analysis,
): NamedFigure[] {
  const configuration = tunedConfiguration(record) ?? {};
  const free = new Set(
    record.variables
      .filter(({ name, lower, upper }) => lower !== upper && Object.hasOwn(configuration, name))
      .map(({ name }) => name),
  );
  const [first, second] = [...importance]
    .filter(({ name }) => free.has(name))
    .sort((a, b) => b.totalEffect - a.totalEffect);
  if (model === undefined || second === undefined || !incumbentOf(record)) return [];
  return [{
    name: "contour",
    heading: labelsOf([first.name, second.name], { most: LONGEST_NAME })
      .map((label) => `<bdi>${escapeHtml(label)}</bdi>`).join(" and "),
    caption: "The surrogate's mean over the two most important hyperparameters, the others at " +
      "their tuned values. Points are evaluations of all values of the others, the diamond is the best.",
    figure: contourFigure(record, { model, variables: [first.name, second.name] }),
  }];
}

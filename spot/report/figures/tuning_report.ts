/** The report of a tuning run: tables and figures, as one page and as files. @module */
import { checkOptionNames } from "../../core/options/options.ts";
import { type RowStatus, rowStatus, type RunRecord } from "../../record.ts";
import type { FittedSurrogate } from "../../surrogate/surrogate.ts";
import { fitRecord, type Importance, importanceOf } from "../importance.ts";
import { incumbentOf, judgedPoints, tunedConfiguration } from "../../incumbent.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { escapeHtml } from "../encoding/markup.ts";
import { exactText, numberTexts } from "../../core/exact/number_text.ts";
import { printable, printableMessage } from "../encoding/printable.ts";
import { toExactJson } from "../record_json.ts";
import { resultsCells, resultsHeader } from "../results_cells.ts";
import { type ResultsRow, resultsTable } from "../results_table.ts";
import { rowsCsv } from "../rows_csv.ts";
import { contourFigure } from "./contour_figure.ts";
import { curvesFigure } from "./curves_figure.ts";
import { type Figure, toSvg } from "./figure.ts";
import { type Section, toHtml } from "./html_page.ts";
import { htmlTable } from "./html_table.ts";
import { importanceFigure } from "./importance_figure.ts";
import {
  parallelCoordinatesCaption,
  parallelCoordinatesFigure,
} from "./parallel_coordinates_figure.ts";
import { progressFigure } from "./progress_figure.ts";

/** Options of {@linkcode tuningReport}. */
export interface TuningReportOptions {
  /** The page's heading. @default {"Tuning report"} */
  readonly title?: string;
  /** A surrogate that is fitted to the record. @default {Kriging} */
  readonly model?: FittedSurrogate;
  /** Sentences below the title, for example a comparison. */
  readonly remarks?: readonly string[];
}

const LONGEST_NAME = 60;

interface NamedFigure {
  readonly name: string;
  /** HTML. */
  readonly heading: string;
  readonly caption: string;
  readonly figure: Figure;
}

/**
 * Makes all files of a report: the page `report.html`, each figure as SVG, the rows as CSV, and the
 * record as JSON.
 *
 * @returns Texts by file name.
 */
export async function tuningReport(
  record: RunRecord,
  options: TuningReportOptions = {},
): Promise<Record<string, string>> {
  checkOptionNames("make a tuning report", options, ["title", "model", "remarks"]);
  const { title = "Tuning report", model = fitRecord(record), remarks = [] } = options;
  const importance = importanceOf(record, model);
  const figures = figuresOf(record, { model, importance });
  const svgs = figures.map(async ({ name, figure }) => [`${name}.svg`, await toSvg(figure)]);
  return {
    "report.html": toHtml({
      title,
      subtitle: subtitleOf(record),
      sections: [
        ...remarks.map((remark) => ({ html: `<p>${escapeHtml(remark)}</p>` })),
        { html: `<h2>Hyperparameters</h2>${resultsHtml(resultsTable(record, { importance }))}` },
        ...configurationSection(record),
        ...figures.flatMap(({ heading, figure, caption }): Section[] => [
          { html: `<h2>${heading}</h2>` },
          { figure, caption },
        ]),
        ...noticesSection(record),
      ],
    }),
    ...Object.fromEntries(await Promise.all(svgs)),
    "rows.csv": rowsCsv(record),
    "record.json": toExactJson(record),
  };
}

function subtitleOf(record: RunRecord): string {
  const { rows, numCores, method, seed, durationMs, objective } = record;
  const count = (status: RowStatus) => {
    const number = rows.filter((row) => rowStatus(row) === status).length;
    return number > 0 ? `, ${number} ${status}` : "";
  };
  const best = incumbentOf(record);
  const [bestText] = best ? numberTexts([best.y, ...judgedPoints(record).map(({ y }) => y)]) : [];
  const result = best ? `best y ${bestText}` : "no usable result";
  return `${printable(objective)}: ${rows.length} evaluation${rows.length === 1 ? "" : "s"}${
    count("failed")
  }${count("pruned")}, ${result}; seed ${seed}, ${method} on ` +
    `${numCores} core${numCores > 1 ? "s" : ""}, ${(durationMs / 1000).toFixed(1)} s`;
}

interface Modelled {
  readonly model: FittedSurrogate | undefined;
  readonly importance: readonly Importance[];
}

function figuresOf(record: RunRecord, { model, importance }: Modelled): NamedFigure[] {
  const usable = incumbentOf(record) !== undefined;
  return [
    {
      name: "progress",
      heading: "Progress",
      caption: "Every evaluation in the order of submission; the line is the best so far." +
        (record.rows.some(({ budget }) => budget !== undefined)
          ? " Of evaluations with budgets those of the largest."
          : "") +
        (record.rows.some(({ failure }) => failure) ? " Crosses at the bottom failed." : "") +
        (record.rows.some(({ pruned }) => pruned)
          ? " Circles at the bottom were given up as hopeless."
          : ""),
      figure: progressFigure(record),
    },
    ...(record.rows.some(({ curve }) => curve)
      ? [{
        name: "curves",
        heading: "Curves",
        caption: "What each evaluation reported on its way, faint where it was given up as " +
          "hopeless. The worst twentieth of the values is cut.",
        figure: curvesFigure(record),
      }]
      : []),
    ...(importance.length > 0
      ? [{
        name: "importance",
        heading: "Importance",
        caption:
          "Total effect on the surrogate's mean: the share of its variance over the search " +
          "space that is left when all other hyperparameters are known. It has no unit; " +
          "interactions count for each hyperparameter in them. Results far worse than the others " +
          "are capped before.",
        figure: importanceFigure(importance),
      }]
      : []),
    ...contours(record, { model, importance }),
    ...(usable
      ? [{
        name: "parallel_coordinates",
        heading: "Parallel coordinates",
        caption: parallelCoordinatesCaption(record),
        figure: parallelCoordinatesFigure(record),
      }]
      : []),
  ];
}

/** The contour plot of the two most important hyperparameters. */
function contours(record: RunRecord, { model, importance }: Modelled): NamedFigure[] {
  const free = new Set(
    record.variables.filter(({ lower, upper }) => lower !== upper).map(({ name }) => name),
  );
  const [first, second] = [...importance]
    .filter(({ name }) => free.has(name))
    .sort((a, b) => b.totalEffect - a.totalEffect);
  if (model === undefined || second === undefined) return [];
  return [{
    name: "contour",
    heading: labelsOf([first.name, second.name], { most: LONGEST_NAME })
      .map((label) => `<bdi>${escapeHtml(label)}</bdi>`).join(" and "),
    caption: "The surrogate's mean over the two most important hyperparameters, the others at " +
      "their tuned values. Points are evaluations of all values of the others, the diamond is the best.",
    figure: contourFigure(record, { model, variables: [first.name, second.name] }),
  }];
}

function configurationSection(record: RunRecord): Section[] {
  const configuration = tunedConfiguration(record);
  if (configuration === undefined) return [];
  const names = record.variables.map(({ name }) => name);
  const labels = labelsOf(names, { most: Infinity });
  const lines = names.map((name, i) => {
    const value = configuration[name];
    const text = typeof value === "number" ? exactText(value) : printable(String(value));
    return `<bdi>${escapeHtml(labels[i])}</bdi>: <bdi>${escapeHtml(text)}</bdi>`;
  });
  return [{ html: `<h2>Tuned configuration</h2><pre><code>${lines.join("\n")}</code></pre>` }];
}

function noticesSection({ notices }: RunRecord): Section[] {
  if (notices.length === 0) return [];
  const items = notices.map((notice) => `<li>${escapeHtml(printableMessage(notice))}</li>`).join(
    "",
  );
  return [{ html: `<h2>Notices</h2><ul>${items}</ul>` }];
}

function resultsHtml(rows: readonly ResultsRow[]): string {
  return htmlTable(resultsHeader, resultsCells(rows));
}

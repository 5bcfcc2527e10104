/** The report of a tuning run: tables and figures, as one page and as files. @module */
import { checkOptionNames } from "../../core/options/options.ts";
import { isFeasible, type RowStatus, rowStatus, type RunRecord } from "../../record.ts";
import type { FittedSurrogate } from "../../surrogate/surrogate.ts";
import { fitRecord, type Importance, importanceOf } from "../importance.ts";
import { paretoFront } from "../../front.ts";
import { hasFront, incumbentOf, judgedPoints, tunedConfiguration } from "../../incumbent.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { escapeHtml } from "../encoding/markup.ts";
import { exactText, numberText, numberTexts } from "../../core/exact/number_text.ts";
import { printable, printableMessage } from "../encoding/printable.ts";
import { frontCells, frontCsv } from "../front_table.ts";
import { hypervolume } from "../hypervolume.ts";
import { toExactJson } from "../record_json.ts";
import { resultsCells, resultsHeader } from "../results_cells.ts";
import { resultsTable } from "../results_table.ts";
import { rowsCsv } from "../rows_csv.ts";
import { contourFigure } from "./contour_figure.ts";
import { curvesFigure } from "./curves_figure.ts";
import { toSvg } from "./figure.ts";
import { frontFigures, importanceCaption, type NamedFigure } from "./front_figures.ts";
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
  const { title = "Tuning report", remarks = [] } = options;
  const { figures, importance } = hasFront(record)
    ? { figures: [...frontFigures(record), ...curves(record)], importance: [] }
    : figuresOf(record, options.model);
  const svgs = figures.map(async ({ name, figure }) => [`${name}.svg`, await toSvg(figure)]);
  return {
    "report.html": toHtml({
      title,
      subtitle: subtitleOf(record),
      sections: [
        ...remarks.map((remark) => ({ html: `<p>${escapeHtml(remark)}</p>` })),
        { html: `<h2>Hyperparameters</h2>${resultsHtml(record, importance)}` },
        ...configurationSection(record),
        ...frontSection(record),
        ...figures.flatMap(({ heading, figure, caption }): Section[] => [
          { html: `<h2>${heading}</h2>` },
          { figure, caption },
        ]),
        ...noticesSection(record),
      ],
    }),
    ...Object.fromEntries(await Promise.all(svgs)),
    "rows.csv": rowsCsv(record),
    ...(hasFront(record) && { "front.csv": frontCsv(record) }),
    "record.json": toExactJson(record),
  };
}

/** A run in one line. */
export function subtitleOf(record: RunRecord): string {
  const { rows, numCores, method, seed, durationMs, objective } = record;
  const count = (status: RowStatus | "infeasible", number: number) =>
    number > 0 ? `, ${number} ${status}` : "";
  const countOf = (status: RowStatus) =>
    count(status, rows.filter((row) => rowStatus(row) === status).length);
  const infeasible = rows.filter((row) => Number.isFinite(row.y) && !isFeasible(row)).length;
  return `${printable(objective)}: ${rows.length} evaluation${rows.length === 1 ? "" : "s"}${
    countOf("failed")
  }${countOf("pruned")}${count("infeasible", infeasible)}, ${
    resultOf(record)
  }; seed ${seed}, ${method} on ` +
    `${numCores} core${numCores > 1 ? "s" : ""}, ${(durationMs / 1000).toFixed(1)} s`;
}

function resultOf(record: RunRecord): string {
  const points = judgedPoints(record);
  if (points.length === 0) return "no usable result";
  if (points.every((point) => !point.isFeasible)) return "no feasible result";
  if (hasFront(record)) {
    const [size, volume] = [paretoFront(record).length, numberText(hypervolume(record))];
    return `front of ${size} point${size === 1 ? "" : "s"}, hypervolume ${volume}`;
  }
  const [bestText] = numberTexts([incumbentOf(record)!.y, ...points.map(({ y }) => y)]);
  return `best y ${bestText}`;
}

interface Modelled {
  readonly model: FittedSurrogate | undefined;
  readonly importance: readonly Importance[];
}

function figuresOf(record: RunRecord, given: FittedSurrogate | undefined) {
  const model = given ?? fitRecord(record);
  const importance = importanceOf(record, model);
  return { importance, figures: modelledFigures(record, { model, importance }) };
}

function modelledFigures(record: RunRecord, { model, importance }: Modelled): NamedFigure[] {
  const hasPoints = judgedPoints(record).length > 0;
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
    ...contours(record, { model, importance }),
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
function contours(record: RunRecord, { model, importance }: Modelled): NamedFigure[] {
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

function configurationSection(record: RunRecord): Section[] {
  const configuration = tunedConfiguration(record);
  if (configuration === undefined) return [];
  const names = Object.keys(configuration);
  const labels = labelsOf(names, { most: Infinity });
  const lines = names.map((name, i) => {
    const value = configuration[name];
    const text = typeof value === "number" ? exactText(value) : printable(String(value));
    return `<bdi>${escapeHtml(labels[i])}</bdi>: <bdi>${escapeHtml(text)}</bdi>`;
  });
  return [{ html: `<h2>Tuned configuration</h2><pre><code>${lines.join("\n")}</code></pre>` }];
}

/** The front as a table. */
function frontSection(record: RunRecord): Section[] {
  if (!hasFront(record)) return [];
  const { header, rows } = frontCells(record);
  if (rows.length === 0) return [];
  return [{ html: `<h2>Pareto front</h2>${htmlTable(header, rows)}` }];
}

function noticesSection({ notices }: RunRecord): Section[] {
  if (notices.length === 0) return [];
  const items = notices.map((notice) => `<li>${escapeHtml(printableMessage(notice))}</li>`).join(
    "",
  );
  return [{ html: `<h2>Notices</h2><ul>${items}</ul>` }];
}

/** Of a front no value is the tuned one, and importance has a figure for each objective. */
function resultsHtml(record: RunRecord, importance: readonly Importance[]): string {
  const cells = resultsCells(resultsTable(record, { importance }));
  if (!hasFront(record)) return htmlTable(resultsHeader, cells);
  const end = resultsHeader.indexOf("tuned");
  return htmlTable(resultsHeader.slice(0, end), cells.map((row) => row.slice(0, end)));
}

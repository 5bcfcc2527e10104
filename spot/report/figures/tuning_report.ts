/** The report of a tuning run: tables and figures, as one page and as files. @module */
import { checkOptionNames } from "../../core/options/options.ts";
import { hasFront } from "../../incumbent.ts";
import type { RunRecord } from "../../record.ts";
import type { FittedSurrogate } from "../../surrogate/surrogate.ts";
import { frontCsv } from "../front_table.ts";
import { toExactJson } from "../record_json.ts";
import { rowsCsv } from "../rows_csv.ts";
import { analyse } from "./analysis.ts";
import { toSvg } from "./figure.ts";
import { toHtml } from "../page/html_page.ts";
import { reportFigures } from "./report_figures.ts";
import { reportPage } from "../page/report_page.ts";

/** Options of {@linkcode tuningReport}. */
export interface TuningReportOptions {
  /** The page's heading. @default {"Tuning report"} */
  readonly title?: string;
  /** A surrogate that is fitted to the record. @default {Kriging} */
  readonly model?: FittedSurrogate;
  /** Sentences below the title, for example a comparison. */
  readonly remarks?: readonly string[];
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
  const { title = "Tuning report", remarks = [] } = options;
  const analysis = analyse(record, options.model);
  const figures = reportFigures(record, analysis);
  const svgs = figures.map(async ({ name, figure }) => [`${name}.svg`, await toSvg(figure)]);
  return {
    "report.html": toHtml(reportPage(record, { title, remarks, analysis, figures })),
    ...Object.fromEntries(await Promise.all(svgs)),
    "rows.csv": rowsCsv(record),
    ...(hasFront(record) && { "front.csv": frontCsv(record) }),
    "record.json": toExactJson(record),
  };
}

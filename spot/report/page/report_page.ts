/** The page of a run's report. @module */
import type { RunRecord } from "../../record.ts";
import { hasFront, tunedConfiguration } from "../../incumbent.ts";
import { exactText } from "../../core/exact/number_text.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { escapeHtml } from "../encoding/markup.ts";
import { printable, printableMessage } from "../encoding/printable.ts";
import { failuresCells, failuresHeader } from "../failures_table.ts";
import { frontCells } from "../front_table.ts";
import type { Importance } from "../importance.ts";
import { resultsCells, resultsHeader } from "../results_cells.ts";
import { resultsTable } from "../results_table.ts";
import { machinesCells, machinesHeader, workersCells, workersHeader } from "../workers_table.ts";
import { subtitleOf } from "../subtitle.ts";
import type { Cell } from "../text_table.ts";
import type { Analysis } from "../figures/analysis.ts";
import type { NamedFigure } from "../figures/front_figures.ts";
import type { Page, Section } from "./html_page.ts";
import { htmlTable } from "./html_table.ts";

/** What a page is made from beside the record. */
export interface ReportPageOptions {
  readonly title: string;
  /** Sentences below the title. */
  readonly remarks: readonly string[];
  readonly analysis: Analysis;
  /** What `reportFigures` made. */
  readonly figures: readonly NamedFigure[];
}

/** Makes the page: what tells most of a run first. */
export function reportPage(
  record: RunRecord,
  { title, remarks, analysis, figures }: ReportPageOptions,
): Page {
  const { importances: [importance = []] } = analysis;
  const age = analysis.rows < record.rows.length
    ? ` As of ${analysis.rows} of ${record.rows.length} evaluations.`
    : "";
  const [first = [], ...others] = figures.map(({ name, heading, figure, caption }): Section[] => [
    { html: `<h2>${heading}</h2>` },
    { figure, caption: /^(importance|contour)/.test(name) ? `${caption}${age}` : caption },
  ]);
  return {
    title,
    subtitle: subtitleOf(record),
    sections: [
      ...remarks.map((remark) => ({ html: `<p>${escapeHtml(remark)}</p>` })),
      ...tableSection("Failures", failuresHeader, failuresCells(record)),
      ...first,
      ...configurationSection(record),
      { html: `<h2>Hyperparameters</h2>${resultsHtml(record, importance)}` },
      ...frontSection(record),
      ...others.flat(),
      ...workersSection(record),
      ...noticesSection(record),
    ],
  };
}

/** A table, if it has rows. */
function tableSection(
  heading: string,
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): Section[] {
  if (rows.length === 0) return [];
  return [{ html: `<h2>${heading}</h2>${htmlTable(header, rows, { label: heading })}` }];
}

/** Who evaluated what, if there are several. */
function workersSection(record: RunRecord): Section[] {
  const { workers, numCores } = record;
  const text = workers === undefined ? [] : [{ html: `<p>${escapeHtml(printable(workers))}</p>` }];
  const cells = numCores > 1 || workers !== undefined ? workersCells(record) : [];
  return [
    ...tableSection("Machines", machinesHeader, machinesCells(record)),
    ...text,
    ...tableSection("Workers", workersHeader, cells),
  ];
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
  return tableSection("Pareto front", header, rows);
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
  const label = "Hyperparameters";
  const cells = resultsCells(resultsTable(record, { importance }));
  if (!hasFront(record)) return htmlTable(resultsHeader, cells, { label });
  const end = resultsHeader.indexOf("tuned");
  return htmlTable(resultsHeader.slice(0, end), cells.map((row) => row.slice(0, end)), { label });
}

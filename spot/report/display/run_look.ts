/** What notebooks show of a run: how far it is, the best so far, the progress and the table. @module */
import { hasFront } from "../../incumbent.ts";
import type { RunRecord } from "../../record.ts";
import { escapeHtml } from "../encoding/markup.ts";
import { printableMessage } from "../encoding/printable.ts";
import { type Figure, toSvg } from "../figures/figure.ts";
import { frontFigure } from "../figures/front_figure.ts";
import { progressFigure } from "../figures/progress_figure.ts";
import { subtitleOf } from "../subtitle.ts";
import { frontCells } from "../front_table.ts";
import { resultsCells, resultsHeader } from "../results_cells.ts";
import { resultsTable } from "../results_table.ts";
import type { MediaBundle } from "./look.ts";
import { type ShownTable, tableHtml, tableText } from "./table_look.ts";

/** A run as HTML, and as text. */
export async function runMedia(record: RunRecord): Promise<MediaBundle> {
  const lines = [
    `${subtitleOf(record)}${endText(record)}`,
    ...record.notices.map(printableMessage),
  ];
  const table = tableOf(record);
  return {
    "text/html": [
      ...lines.map(paragraph),
      await figureHtml(hasFront(record) ? frontFigure(record) : progressFigure(record)),
      tableHtml(table),
    ].join("\n"),
    "text/plain": [...lines, "", tableText(table)].join("\n"),
  };
}

/** A run that goes on: text, and a figure of the rows so far. */
export async function progressMedia(line: string, record: RunRecord): Promise<MediaBundle> {
  const figure = hasFront(record) ? frontFigure(record) : progressFigure(record);
  return {
    "text/html": `${paragraph(line)}\n${await figureHtml(figure)}`,
    "text/plain": line,
  };
}

const paragraph = (line: string) => `<p>${escapeHtml(line)}</p>`;

/** As an image, as the names in an SVG count for the whole page, and notebooks hold several. */
async function figureHtml(figure: Figure): Promise<string> {
  const base64 = new TextEncoder().encode(await toSvg(figure)).toBase64();
  const text = escapeHtml(String(figure.description));
  return `<img alt="${text}" src="data:image/svg+xml;base64,${base64}">`;
}

function tableOf(record: RunRecord): ShownTable {
  if (hasFront(record)) return frontCells(record);
  return { header: resultsHeader, rows: resultsCells(resultsTable(record)) };
}

const ends: Readonly<Record<RunRecord["ended"], string>> = {
  finished: "",
  maxTime: "the time was over",
  aborted: "interrupted",
  exhausted: "the search space is exhausted",
  failed: "ended by an error",
  unfinished: "not finished",
};

function endText({ ended, rows, funEvals }: RunRecord): string {
  return ended === "finished" ? "" : `; ${ends[ended]}, ${rows.length} of ${funEvals} evaluations`;
}

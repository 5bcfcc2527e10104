/** What a tuning gave: printed, and saved as a report. @module */
import { join, resolve } from "node:path";
import { printError } from "../../core/options/notify.ts";
import { hasFront } from "../../incumbent.ts";
import type { RunRecord } from "../../record.ts";
import { tuningReport } from "../../report/figures/tuning_report.ts";
import { frontCells } from "../../report/front_table.ts";
import { toExactJson } from "../../report/record_json.ts";
import { resultsCells, resultsHeader } from "../../report/results_cells.ts";
import { resultsTable } from "../../report/results_table.ts";
import { textTable } from "../../report/text_table.ts";
import { bold } from "../style.ts";
import { coresRemarks } from "../tune/summary.ts";
import { writeFiles } from "../write_file.ts";
import { type Summarised, summaryLines, summaryOf } from "./summary.ts";

/** What a tuning is published with. */
export interface PublishOptions extends Summarised {
  readonly title: string;
  /** The folder of the report. */
  readonly out: string;
  /** Whether one JSON object is printed, and nothing else. */
  readonly json: boolean;
  /** The log that keeps its rows, if one does. */
  readonly log?: string;
  /** The folder that the program runs in. @default {the current one} */
  readonly folder?: string;
  readonly objectives?: readonly unknown[];
  /** Whether the record tells where the cores' time went. @default {true} */
  readonly isTimed?: boolean;
}

/**
 * Prints a tuning's result and saves its report.
 *
 * @returns Where it is saved, as a sentence.
 */
export async function publish(record: RunRecord, options: PublishOptions): Promise<string> {
  const { title, out, json, log, folder, isTimed = true } = options;
  const summary = summaryOf(record, options);
  const [result, commandLine] = summaryLines(summary);
  const about = [...endRemarks(record), ...isTimed ? coresRemarks(record) : []];
  const hints = hintsFor(record, options);
  for (const hint of hints) printError(hint);
  const remarks = [commandLine === undefined ? result : `${result}: ${commandLine}`, ...about];
  if (options.maximize) remarks.push("What is tuned is maximised: y is its negative.");
  writeFiles(out, {
    ...await tuningReport(record, { title, remarks: [...remarks, ...hints] }),
    "summary.json": toExactJson(summary),
  });
  const report = join(out, "report.html");
  for (const notice of record.notices) printError(notice);
  const saved = `Saved ${report}.`;
  if (json) {
    const { objective, ended, notices } = record;
    const told = { objective, ended, ...summary, log, report, notices };
    console.log(toExactJson(told).trimEnd());
    return saved;
  }
  const isElsewhere = folder !== undefined && folder !== resolve(".");
  const place = isElsewhere ? [`In ${folder}:`] : [];
  const lines = commandLine === undefined ? [] : ["", ...place, commandLine];
  console.log(`${tableOf(record)}\n`);
  console.log([bold(result), ...about, ...lines, "", `Saved ${report}`].join("\n"));
  return saved;
}

function tableOf(record: RunRecord): string {
  if (!hasFront(record)) return textTable(resultsHeader, resultsCells(resultsTable(record)));
  const { header, rows } = frontCells(record);
  return textTable(header, rows);
}

const ends: Partial<Record<RunRecord["ended"], string>> = {
  maxTime: "the time was over",
  exhausted: "the search space is exhausted",
  unfinished: "the run ended early, or is under way",
};

/** Why there are fewer rows than were asked for. */
function endRemarks({ ended, rows, funEvals }: RunRecord): string[] {
  const why = ends[ended];
  return why === undefined ? [] : [`${rows.length} of ${funEvals} rows are finished: ${why}`];
}

/** What may be other than the user meant. */
function hintsFor(record: RunRecord, { objectives, fidelity }: PublishOptions): string[] {
  const hints: string[] = [];
  if (!objectives && record.rows.some(({ responses }) => responses.length > 1)) {
    hints.push("Rows have several values: the first one counts, without --objectives");
  }
  const { budget = Infinity } = summaryOf(record, { maximize: false });
  if (fidelity && budget < fidelity.upper) {
    const { name = "budget", upper } = fidelity;
    hints.push(`No row with ${name} ${upper} has a value: the best is of those with ${budget}`);
  }
  return hints;
}

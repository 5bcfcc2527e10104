/** Tuning a program of the user's. @module */
import { join } from "node:path";
import { makeParallel } from "../../../backends/make_parallel.ts";
import { type CommandObjective, commandObjective } from "../../command/command_objective.ts";
import { funControlInit, type FunControlOptions } from "../../control/fun_control.ts";
import { printError } from "../../core/options/notify.ts";
import { shorten } from "../../core/options/options.ts";
import type { Space } from "../../core/space/define_space.ts";
import { designControlInit } from "../../design/design_control.ts";
import { hasFront } from "../../incumbent.ts";
import type { RunRecord } from "../../record.ts";
import { tuningReport } from "../../report/figures/tuning_report.ts";
import type { ServedReport } from "../../report/live/serve_report.ts";
import { frontCells } from "../../report/front_table.ts";
import { toExactJson } from "../../report/record_json.ts";
import { resultsCells, resultsHeader } from "../../report/results_cells.ts";
import { resultsTable } from "../../report/results_table.ts";
import { textTable } from "../../report/text_table.ts";
import type { Progress } from "../../run/progress.ts";
import { Spot } from "../../spot.ts";
import type { CommandContext } from "../command.ts";
import { openLivePage } from "../live_page.ts";
import { createProgressDisplay } from "../progress_display.ts";
import { coresRemarks } from "../tune/summary.ts";
import { UsageError } from "../options.ts";
import { checkFolder, writeFiles } from "../write_file.ts";
import { budgetNotice } from "./budgets.ts";
import { loadSpace } from "./load_space.ts";
import type { TuneProgramOptions } from "./options.ts";
import { summaryLines, summaryOf } from "./summary.ts";

/** Tunes a program, prints the best command line and saves the report; returns the exit code. */
export async function tuneProgram(
  options: TuneProgramOptions,
  context: CommandContext,
): Promise<number> {
  const space = await loadSpace(options.space);
  const objective = await defineProgram(options, space);
  checkFolder("tune", options.out);
  const unread = options.fidelity && budgetNotice(options.program, options.fidelity);
  if (unread !== undefined) printError(unread);
  const title = `Tuning ${objective.name}`;
  await using page = await openLivePage(options.serve, title);
  const record = await run(objective, options, { ...context, page });
  const summary = summaryOf(record, options);
  const [result, commandLine] = summaryLines(summary);
  const remarks = [`${result}: ${commandLine}`, ...coresRemarks(record)];
  if (options.maximize) remarks.push("The program's value is maximised: y is its negative.");
  if (!options.objectives && record.rows.some(({ responses }) => responses.length > 1)) {
    const notice = "The program prints several values: the first one counts, without --objectives";
    remarks.push(notice);
    printError(notice);
  }
  const { budget = Infinity } = summary;
  if (options.fidelity && budget < options.fidelity.upper) {
    const { name, upper } = options.fidelity;
    const notice = `No row with ${name} ${upper} has a value: the best is of those with ${budget}`;
    remarks.push(notice);
    printError(notice);
  }
  writeFiles(options.out, {
    ...await tuningReport(record, { title, remarks }),
    "summary.json": toExactJson(summary),
  });
  if (hasFront(record)) {
    const { header, rows } = frontCells(record);
    console.log(`${textTable(header, rows)}\n`);
  } else console.log(`${textTable(resultsHeader, resultsCells(resultsTable(record)))}\n`);
  console.log([result, ...coresRemarks(record), "", commandLine, ""].join("\n"));
  for (const notice of record.notices) printError(notice);
  const saved = `Saved ${join(options.out, "report.html")}`;
  console.log(saved);
  await page?.close(`${saved}.`);
  return 0;
}

/**
 * Makes the objective of a program.
 *
 * @throws {UsageError} If the program does not exist, or its arguments are wrong.
 */
export async function defineProgram(
  { program, timeoutMs, coresPerRow, files, scratch, fidelity }: TuneProgramOptions,
  space: Space,
): Promise<CommandObjective> {
  try {
    const objective = commandObjective({
      command: program,
      space,
      timeoutMs,
      coresPerRow,
      files,
      scratch,
      ...(fidelity?.name !== undefined && { budget: fidelity.name }),
    });
    await objective.check({ seed: 0, variables: space.variables, controls: {} });
    return objective;
  } catch (error) {
    const isRefused = error instanceof TypeError || error instanceof RangeError;
    throw isRefused ? new UsageError(error.message) : error;
  }
}

async function run(
  objective: CommandObjective,
  options: TuneProgramOptions,
  { signal, setFarewell, page }: CommandContext & { readonly page: ServedReport | undefined },
): Promise<RunRecord> {
  const { funEvals, maxTime, seed, maximize, numCores, log, acceptChanges } = options;
  await using fun = makeParallel(objective, {
    method: "concurrent",
    numCores,
    onError: "record",
    ...(log !== undefined && { log, acceptChanges }),
  });
  const { noise, funRepeats, ocbaDelta, infillCriterion, objectives, referencePoint } = options;
  const funControl = funControlInit({
    ...{ funEvals, maxTime, seed, noise, funRepeats, ocbaDelta, infillCriterion, referencePoint },
    failures: options.failures,
    ...(objectives ? { objectives } : { weights: maximize ? -1 : 1 }),
    pruning: options.pruning,
    fidelity: options.fidelity,
    tensorboardLog: options.tensorboard,
    ...lagOf(options, fun.numCores),
  });
  const designControl = designControlInit({ initSize: options.initSize, repeats: funRepeats });
  const display = createProgressDisplay({ total: funEvals });
  let rows = 0;
  setFarewell(() => farewell(rows, log));
  const onResult = (progress: Progress) => {
    rows++;
    const { done, failures, pruned, best, front, row: { row, failure } } = progress;
    if (failure) display.tell(`Row ${row} failed: ${shorten(failure.message, LONGEST_FAILURE)}`);
    const state = { label: objective.name, done, failures, pruned, front };
    display.update({ ...state, best: maximize ? -best : best });
  };
  try {
    const spot = new Spot({ fun, funControl, designControl });
    page?.show(spot);
    return (await spot.run({ signal, onResult })).record;
  } finally {
    display.stop();
  }
}

const LONGEST_FAILURE = 500;

/** One run at a time knows all before it; steps know all before them. */
function lagOf(
  { nPoints, ocbaDelta, pending: given }: TuneProgramOptions,
  numCores: number,
): Pick<FunControlOptions, "nPoints" | "asynchronous" | "pending"> {
  if (nPoints > 1 || ocbaDelta > 0) return { nPoints };
  const pending = given ?? numCores;
  return pending > 1 ? { asynchronous: true, pending } : {};
}

function farewell(rows: number, log: string | undefined): string {
  return log === undefined
    ? `${rows} rows are lost; with --log <file> they are kept, and the run can be resumed`
    : `${rows} rows are saved in ${log}; the same command goes on from there`;
}

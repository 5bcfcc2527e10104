/**
 * The command line: tunes any program, or the ResNet on the diabetes data beyond the initial design.
 *
 * Run as `deno task tune --space space.json --evals 60 -- python train.py --lr {learningRate}`, or as
 * `deno task tune --evals 60 --cores 2`; `--help` lists the options.
 *
 * @module
 */
import { join } from "node:path";
import { splitArguments } from "./cli/arguments.ts";
import { type CommandContext, main } from "./cli/command.ts";
import { programHelp, tuneProgramCommand } from "./cli/program/command.ts";
import { openLivePage } from "./cli/live_page.ts";
import { createProgressDisplay } from "./cli/progress_display.ts";
import {
  logOfSplit,
  optionTable,
  resolveTuneOptions,
  type TuneOptions,
} from "./cli/tune/options.ts";
import { hyperparameterTable, remarksOf, splitsTable, summaryOf } from "./cli/tune/summary.ts";
import { type SplitResult, tuneSplit } from "./cli/tune/tune_split.ts";
import { checkFolder, writeFiles } from "./cli/write_file.ts";
import { printError } from "./core/options/notify.ts";
import type { Progress } from "./run/progress.ts";
import { tuningReport } from "./report/figures/tuning_report.ts";
import type { LookedAt } from "./report/live/looked_at.ts";
import type { ServedReport } from "./report/live/serve_report.ts";
import { toExactJson } from "./report/record_json.ts";

const title = "Tuning a ResNet on the diabetes data";

async function tune(options: TuneOptions, context: CommandContext): Promise<number> {
  checkFolder("tune", options.out);
  await using page = await openLivePage(options.serve, title);
  const results = await tuneSplits(options, { ...context, page });
  for (const result of results) {
    await saveReport(result, options);
    console.log(`Split ${result.seed}\n\n${hyperparameterTable(result)}\n`);
    console.log(`${remarksOf(result).join("\n")}\n`);
    for (const notice of result.record.notices) printError(notice);
  }
  writeFiles(options.out, { "summary.json": toExactJson(summaryOf(results)) });
  console.log(`Validation mean squared error\n\n${splitsTable(results)}\n`);
  const reports = results.map(({ seed }) => join(folderOf(seed, options), "report.html"));
  console.log(`Saved ${reports.join(", ")}`);
  await page?.close(`Saved ${reports.join(", ")}.`);
  return 0;
}

async function tuneSplits(
  options: TuneOptions,
  { signal, setFarewell, page }: CommandContext & { readonly page: ServedReport | undefined },
): Promise<SplitResult[]> {
  const { splitSeeds, funEvals } = options;
  const display = createProgressDisplay({ total: splitSeeds.length * funEvals });
  const results: SplitResult[] = [];
  let rows = 0;
  setFarewell(() => farewell(rows, options));
  try {
    for (const [index, seed] of splitSeeds.entries()) {
      const before = index * funEvals;
      const onResult = (progress: Progress) => {
        rows++;
        display.update({ ...progress, label: `split ${seed}`, done: before + progress.done });
      };
      const onStart = (spot: LookedAt) =>
        page?.show(spot, splitSeeds.length > 1 ? { title: `${title}, split ${seed}` } : {});
      results.push(await tuneSplit(seed, options, { signal, onStart, onResult }));
    }
  } finally {
    display.stop();
  }
  return results;
}

function farewell(rows: number, { log, splitSeeds }: TuneOptions): string {
  if (log === undefined) {
    return `${rows} rows are lost; with --log <file> they are kept, and the run can be resumed`;
  }
  const logs = splitSeeds.map((seed) => logOfSplit(log, seed, splitSeeds)).join(", ");
  return `${rows} rows are saved in ${logs}; the same command goes on from there`;
}

async function saveReport(result: SplitResult, options: TuneOptions): Promise<void> {
  const remarks = remarksOf(result);
  writeFiles(folderOf(result.seed, options), await tuningReport(result.record, { title, remarks }));
}

function folderOf(seed: number, { out, splitSeeds }: TuneOptions): string {
  return splitSeeds.length === 1 ? out : join(out, `split-${seed}`);
}

if (import.meta.main) {
  const { options, program } = splitArguments(Deno.args);
  if (program) await main(tuneProgramCommand(program), options);
  await main({
    usage: "deno task tune",
    action: "tune",
    summary: "Tunes a ResNet on the diabetes data: a Latin hypercube, then points proposed by a\n" +
      "surrogate. Compares the result with ordinary least squares on the same split.",
    options: optionTable,
    notes: programHelp,
    run: (values, context) => tune(resolveTuneOptions(values), context),
  }, options);
}

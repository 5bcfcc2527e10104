/** `tune`: any program, or the ResNet on the diabetes data. @module */
import { join } from "node:path";
import { splitArguments } from "../arguments.ts";
import { type Command, type CommandContext, helpOf, type ListedCommand, main } from "../command.ts";
import { tuneProgramCommand } from "../program/command.ts";
import { openLivePage } from "../live_page.ts";
import { createProgressDisplay } from "../progress_display.ts";
import { bold } from "../style.ts";
import { checkFolder, writeFiles } from "../write_file.ts";
import { printError } from "../../core/options/notify.ts";
import { tuningReport } from "../../report/figures/tuning_report.ts";
import type { LookedAt, ServedReport } from "../../report/live/serve_report.ts";
import { toExactJson } from "../../report/record_json.ts";
import type { Progress } from "../../run/progress.ts";
import { logOfSplit, optionTable, resolveTuneOptions, type TuneOptions } from "./options.ts";
import { hyperparameterTable, remarksOf, splitsTable, summaryOf } from "./summary.ts";
import { type SplitResult, tuneSplit } from "./tune_split.ts";

const title = "Tuning a ResNet on the diabetes data";

async function tune(options: TuneOptions, context: CommandContext): Promise<number> {
  checkFolder("tune", options.out);
  await using page = await openLivePage(options.serve, title);
  const results = await tuneSplits(options, { ...context, page });
  for (const result of results) {
    await saveReport(result, options);
    for (const notice of result.record.notices) printError(notice);
  }
  const summary = summaryOf(results);
  writeFiles(options.out, { "summary.json": toExactJson(summary) });
  const reports = results.map(({ seed }) => join(folderOf(seed, options), "report.html"));
  if (options.json) console.log(toExactJson({ ...summary, reports }).trimEnd());
  else show(results, reports);
  await page?.close(`Saved ${reports.join(", ")}.`);
  return 0;
}

function show(results: readonly SplitResult[], reports: readonly string[]): void {
  for (const result of results) {
    console.log(`Split ${result.seed}\n\n${hyperparameterTable(result)}\n`);
    console.log(`${remarksOf(result).join("\n")}\n`);
  }
  console.log(`${bold("Validation mean squared error")}\n\n${splitsTable(results)}\n`);
  console.log(`Saved ${reports.join(", ")}`);
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

const program = tuneProgramCommand([]);

const network: Command<typeof optionTable> = {
  usage: "spot tune",
  action: "tune",
  summary:
    "Without a program, tunes a ResNet on the diabetes data: a Latin hypercube, then points\n" +
    "proposed by a surrogate. Compares the result with ordinary least squares on the same split.",
  examples: ["spot tune --evals 60 --cores 2"],
  options: optionTable,
  run: (values, context) => tune(resolveTuneOptions(values), context),
};

/** `tune`, as the command line lists it. */
export const listed: ListedCommand = {
  texts: [program, network],
  async call(args) {
    const split = splitArguments(args);
    if (split.program) return await main(tuneProgramCommand(split.program), split.options);
    const { summary, ...others } = network;
    const help = `${helpOf(program)}\n\n${summary}`;
    return await main({ ...others, summary: help }, split.options);
  },
};

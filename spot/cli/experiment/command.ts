/**
 * The experiment: the initial design of a ResNet's tuning, evaluated sequentially and in parallel.
 *
 * @module
 */
import { availableCores } from "../../../backends/available_cores.ts";
import { type Command, type CommandContext, type ListedCommand, main } from "../command.ts";
import { createProgressDisplay } from "../progress_display.ts";
import { checkFolder, writeFiles } from "../write_file.ts";
import { textTable } from "../../report/text_table.ts";
import { printError } from "../../core/options/notify.ts";
import type { RunRecord } from "../../record.ts";
import { Spot } from "../../spot.ts";
import { HyperLight } from "../../fun/hyper_light.ts";
import { compare, type Comparison } from "./comparison.ts";
import { measure, type Measurement, settingsOf, timingNote } from "./measure.ts";
import { type ExperimentOptions, optionTable, resolveExperimentOptions } from "./options.ts";
import { experimentFiles } from "./files.ts";
import { header, pointsTable, printedRows, rowsTable } from "./tables.ts";
import { experimentControls } from "./setup.ts";

async function runExperiment(
  options: ExperimentOptions,
  context: CommandContext,
): Promise<number> {
  if (options.dryRun) {
    const controls = await experimentControls(options);
    const spot = new Spot({ fun: new HyperLight().fun, ...controls });
    const design = spot.ask(options.initSize).map(({ x }) => x);
    console.log(pointsTable(controls.funControl.variables, design));
    return 0;
  }
  checkFolder("run the experiment", options.out);
  const measurements = await measureAll(options, context);
  return await report(options, measurements);
}

async function measureAll(
  options: ExperimentOptions,
  { signal, setFarewell }: CommandContext,
): Promise<Measurement[]> {
  const settings = settingsOf(options);
  const total = options.repeat * settings.length * options.funEvals;
  const progress = createProgressDisplay({ total });
  let measurements: Measurement[] = [];
  setFarewell(() =>
    `${measurements.length} of ${settings.length} settings were timed, nothing is saved; ` +
    "the same command starts again and gives the same bits"
  );
  try {
    for await (
      const timed of measure(settings, options.repeat, { size: options, progress, signal })
    ) {
      measurements = timed;
    }
  } finally {
    progress.stop();
  }
  return measurements;
}

async function report(
  options: ExperimentOptions,
  measurements: readonly Measurement[],
): Promise<number> {
  const comparisons = compare(measurements);
  const [{ runs: [{ record }] }] = measurements;
  const files = await experimentFiles(options, measurements, comparisons);
  const saved = writeFiles(options.out, files);
  if (options.json) console.log(files["experiment.json"].trimEnd());
  else show(comparisons, record, saved);
  if (comparisons.every(({ identical }) => identical)) return 0;
  printError("The runs differ: X and y must have the same bits, whichever way they ran");
  return 1;
}

function show(
  comparisons: readonly Comparison[],
  record: RunRecord,
  saved: readonly string[],
): void {
  console.log(
    `${rowsTable(record)}\n\n${textTable(header, printedRows(comparisons))}\n\n${
      timingNote.join("\n")
    }\n`,
  );
  console.log(`Saved ${saved.join(", ")}`);
}

const command: Command<typeof optionTable> = {
  usage: "spot experiment",
  action: "run the experiment",
  summary: "Tunes a ResNet on the diabetes data sequentially and on more and more cores,\n" +
    "checks that all runs give the same bits, and compares their times.",
  examples: ["spot experiment", "spot experiment --cores 1,2,4 --method worker --repeat 5"],
  notes: timingNote.join("\n"),
  options: optionTable,
  run: (values, context) =>
    runExperiment(resolveExperimentOptions(values, availableCores()), context),
};

/** `experiment`, as the command line lists it. */
export const listed: ListedCommand = {
  texts: [command],
  call: (args) => main(command, args),
};

/**
 * The experiment: the initial design of a ResNet's tuning, evaluated sequentially and in parallel.
 *
 * Run as `deno task experiment`; `--help` lists the options.
 *
 * @module
 */
import { availableCores } from "../backends/available_cores.ts";
import { type CommandContext, main } from "../spot/cli/command.ts";
import { createProgressDisplay } from "../spot/cli/progress_display.ts";
import { checkFolder, writeFiles } from "../spot/cli/write_file.ts";
import { textTable } from "../spot/report/text_table.ts";
import { Spot } from "../spot/spot.ts";
import { HyperLight } from "../spot/fun/hyper_light.ts";
import { compare } from "./experiment/comparison.ts";
import { measure, type Measurement, settingsOf, timingNote } from "./experiment/measure.ts";
import {
  type ExperimentOptions,
  optionTable,
  resolveExperimentOptions,
} from "./experiment/options.ts";
import { experimentFiles } from "./experiment/files.ts";
import { header, pointsTable, printedRows, rowsTable } from "./experiment/tables.ts";
import { experimentControls } from "./experiment/setup.ts";

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
  console.log(
    `${rowsTable(record)}\n\n${textTable(header, printedRows(comparisons))}\n\n${
      timingNote.join("\n")
    }\n`,
  );
  const files = await experimentFiles(options, measurements, comparisons);
  console.log(`Saved ${writeFiles(options.out, files).join(", ")}`);
  if (comparisons.every(({ identical }) => identical)) return 0;
  console.error("The runs differ: X and y must have the same bits, whichever way they ran");
  return 1;
}

if (import.meta.main) {
  await main({
    usage: "deno task experiment",
    action: "run the experiment",
    summary: "Tunes a ResNet on the diabetes data sequentially and on more and more cores,\n" +
      "checks that all runs give the same bits, and compares their times.\n\n" +
      timingNote.join("\n"),
    options: optionTable,
    run: (values, context) =>
      runExperiment(resolveExperimentOptions(values, availableCores()), context),
  });
}

/**
 * Quality of the results: regret of Spot against random search on test functions.
 *
 * Run as `deno run -A $(deno task -q std) bench/quality.ts`; `--help` lists the options.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import { main } from "../spot/cli/command.ts";
import type { CommandOptions, OptionValues } from "../spot/cli/options.ts";
import { choice, integer, listOf, path } from "../spot/core/options/options.ts";
import type { InfillCriterionName } from "../spot/infill/criteria.ts";
import { writeFiles } from "../spot/cli/write_file.ts";
import { quantile } from "../spot/core/exact/quantile.ts";
import { type Cell, textTable } from "../spot/report/text_table.ts";
import { evaluateRuns } from "./quality/evaluate_runs.ts";
import { heldOutFunctions, qualityFunctions, tableFunctions } from "./quality/functions.ts";
import { qualityRun, type QualitySettings } from "./quality/quality_run.ts";

const optionTable = {
  functions: {
    kind: listOf(choice(["table", "heldout", ...Object.keys(qualityFunctions)])),
    help: "functions, or the sets table and heldout",
    default: ["table"],
  },
  warp: {
    kind: choice(["random", "none"]),
    placeholder: "kind",
    help: "random: coordinates flipped and warped by the seed; none: plain functions",
    default: "random",
  },
  seeds: { kind: integer(1), help: "runs per function", default: 10 },
  firstSeed: { kind: integer(0), help: "the first run's seed", default: 0 },
  initSize: { kind: integer(2), help: "points of the initial design", default: 10 },
  evals: { kind: integer(2), help: "evaluations per run", default: 50 },
  batch: { kind: integer(1), help: "new points per step", default: 1 },
  criterion: {
    kind: choice<InfillCriterionName>(["auto", "ei", "pi", "lcb", "y"]),
    help: "the infill criterion",
    default: "auto",
  },
  out: {
    kind: path,
    placeholder: "file",
    help: "also write the regret after each evaluation as JSON",
  },
  cores: { kind: integer(1, 1024), help: "runs at the same time", default: 2 },
} satisfies CommandOptions;

/**
 * Median regret after 50 evaluations of the best of Optuna 4 (TPE, GP), BoTorch (log-EI) and spotPython
 * ("y", "ei") under the same protocol, plain functions, 10 initial points, 10 seeds.
 */
const bestPeers: Readonly<Record<string, number>> = {
  branin: 2.3e-6,
  camel6: 3.9e-5,
  goldstein: 1.1,
  hartmann3: 1.5e-6,
  hartmann6: 0.0088,
  ackley5: 4.3,
  rosenbrock4: 215,
  levy8: 4.0,
  griewank5: 0.84,
};

async function measure(values: OptionValues<typeof optionTable>): Promise<number> {
  const settings: QualitySettings = {
    functions: namesOf(values.functions),
    warp: values.warp !== "none",
    initSize: values.initSize,
    funEvals: values.evals,
    batch: values.batch,
    criterion: values.criterion,
  };
  const { seeds, firstSeed } = values;
  const runs = { problems: settings.functions.length, seeds, firstSeed, numCores: values.cores };
  const start = performance.now();
  const traces = await evaluateRuns(qualityRun, settings, runs);
  console.log(regretTable(settings, traces));
  if (values.out !== undefined) {
    const byName = Object.fromEntries(settings.functions.map((name, i) => [name, traces[i]]));
    writeFiles(dirname(values.out), { [basename(values.out)]: JSON.stringify(byName) });
  }
  console.log(`\n${seeds} seeds, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return 0;
}

function namesOf(given: readonly string[]): string[] {
  return given.flatMap((name) => {
    if (name === "table") return Object.keys(tableFunctions);
    return name === "heldout" ? Object.keys(heldOutFunctions) : [name];
  });
}

function regretTable(
  { functions, funEvals, initSize, warp }: QualitySettings,
  traces: readonly number[][][],
): string {
  const marks = [20, 30, 50].filter((mark) => mark > initSize && mark < funEvals).concat(funEvals);
  const header = ["function", ...marks.map((mark) => `median ${mark}`), "lower q.", "upper q."];
  const randomHeader = marks.map((mark) => `random ${mark}`);
  const rows = functions.map((name, i) => {
    const at = (offset: number) => traces[i].map((trace) => trace[offset]);
    const last = at(funEvals - 1);
    const cells: Cell[] = [
      name,
      ...marks.map((mark) => short(quantile(at(mark - 1), 0.5))),
      short(quantile(last, 0.25)),
      short(quantile(last, 0.75)),
      ...marks.map((mark) => short(quantile(at(funEvals + mark - 1), 0.5))),
    ];
    return warp ? cells : [...cells, verdict(name, quantile(last, 0.5))];
  });
  return textTable([...header, ...randomHeader, ...(warp ? [] : ["best peer at 50"])], rows);
}

function verdict(name: string, regret: number): string {
  const peer = bestPeers[name];
  if (peer === undefined) return "";
  return `${short(peer)} ${regret <= peer ? "reached" : "missed"}`;
}

const short = (value: number) => value === 0 ? "0" : value.toPrecision(2);

if (import.meta.main) {
  await main({
    usage: "deno task bench:quality",
    action: "measure quality",
    summary: "Runs Spot and random search on test functions and prints the median regret.",
    options: optionTable,
    run: measure,
  });
}

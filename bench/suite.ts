/**
 * Spot beside other tuners on third-party functions: COCO's suites bbob and bbob-mixint.
 *
 * Run as `deno run -A $(deno task -q std) bench/suite.ts`; `--help` lists the options.
 *
 * @module
 */
import { type CommandContext, main } from "../spot/cli/command.ts";
import type { CommandOptions, OptionValues } from "../spot/cli/options.ts";
import { choice, integer, kind, listOf, number, path } from "../spot/core/options/options.ts";
import { comparisonTables } from "./suite/comparison_tables.ts";
import { numberRanges } from "./suite/number_ranges.ts";
import { runKeys } from "./suite/run_keys.ts";
import { SuiteRuns } from "./suite/suite_runs.ts";
import { Traces } from "./suite/traces.ts";
import { marksOf } from "./suite/tuners.ts";

const name = kind<string>("a name", (value) => typeof value === "string" && value !== "");

const optionTable = {
  suite: { kind: choice(["bbob", "bbob-mixint"]), help: "the suite", default: "bbob" },
  functions: {
    kind: numberRanges(24),
    help: "functions",
    default: [1, 3, 6, 8, 10, 13, 15, 17, 20, 21, 24],
  },
  dimensions: { kind: numberRanges(160), help: "numbers of variables", default: [2, 3, 5] },
  instances: {
    kind: numberRanges(),
    help: "instances, which are the seeds too",
    default: [1, 2, 3, 4, 5],
  },
  evals: { kind: integer(11), help: "evaluations per run, 10 of them the design", default: 50 },
  batch: { kind: integer(1), help: "new points per step", default: 1 },
  pending: {
    kind: integer(0),
    help: "points under way of Spot's asynchronous run; 0: none",
    default: 0,
  },
  noise: { kind: number({ min: 0 }), help: "standard deviation of additive noise", default: 0 },
  tuners: {
    kind: listOf(name),
    placeholder: "names",
    help: "spot, optuna-gp, optuna-tpe, random, and labels of variants that have been run",
    default: ["spot", "optuna-gp", "optuna-tpe", "random"],
  },
  label: {
    kind: name,
    placeholder: "name",
    help: "the name under which this Spot is run and kept",
    default: "spot",
  },
  python: {
    kind: path,
    help: "a Python that has cocoex, and Optuna for its tuners",
    default: "python3",
  },
  traces: {
    kind: path,
    placeholder: "file",
    help: "keeps each run, and has those that are not run again",
    default: "results/suite.jsonl",
  },
} satisfies CommandOptions;

type Values = OptionValues<typeof optionTable>;

async function measure(values: Values, { signal, setFarewell }: CommandContext): Promise<number> {
  const plan = values.tuners.flatMap((tuner) => runKeys(tuner, values));
  setFarewell(() => `finished runs are in ${values.traces}: run it again to go on`);
  const traces = new Traces(values.traces);
  await using runs = new SuiteRuns(values, traces);
  for (const key of plan) {
    signal.throwIfAborted();
    await runs.run(key);
  }
  const tuners = values.tuners.filter((tuner) =>
    runKeys(tuner, values).some((key) => traces.get(key))
  );
  const others = values.tuners.filter((tuner) => !tuners.includes(tuner));
  if (others.length > 0) console.log(`No runs of ${others.join(", ")}`);
  for (const mark of tuners.length > 0 ? marksOf(values.evals) : []) {
    const columns = tuners.map((tuner) =>
      runKeys(tuner, values).map((key) => traces.get(key)?.regrets[mark] ?? NaN)
    );
    const outcomes = runKeys(tuners[0], values)
      .map((key, i) => ({ ...key, regrets: columns.map((column) => column[i]) }))
      .filter(({ regrets }) => !regrets.some(Number.isNaN));
    console.log(`\nAfter ${mark} evaluations, ${outcomes.length} problems on which all have run`);
    if (outcomes.length > 0) console.log(comparisonTables(outcomes, tuners, values.label));
  }
  return 0;
}

if (import.meta.main) {
  await main({
    usage: "deno task bench:suite",
    action: "measure the suite",
    summary: "Runs Spot and Optuna on problems of COCO's suites and prints regrets and ranks.",
    options: optionTable,
    run: measure,
  });
}

/**
 * Spot beside other tuners on third-party functions: COCO's suites bbob and bbob-mixint.
 *
 * Run as `deno run -A $(deno task -q std) bench/suite.ts`; `--help` lists the options.
 *
 * @module
 */
import { main } from "../spot/cli/command.ts";
import type { CommandOptions, OptionValues } from "../spot/cli/options.ts";
import { choice, integer, kind, listOf, number, path } from "../spot/core/options/options.ts";
import { type Cell, textTable } from "../spot/report/text_table.ts";
import type { Address } from "./suite/black_box.ts";
import { groups, meanRanks, medians, type Outcome } from "./suite/comparison.ts";
import { numberRanges } from "./suite/number_ranges.ts";
import { SuiteRuns } from "./suite/suite_runs.ts";
import { type RunKey, Traces } from "./suite/traces.ts";
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

async function measure(values: Values): Promise<number> {
  const traces = new Traces(values.traces);
  const addresses = addressesOf(values);
  await using runs = new SuiteRuns(values, traces);
  for (const tuner of values.tuners) {
    for (const address of addresses) await runs.run(keyOf(address, tuner, values));
  }
  const tuners = values.tuners.filter((tuner) =>
    addresses.some((address) => traces.get(keyOf(address, tuner, values)))
  );
  for (const mark of tuners.length > 0 ? marksOf(values.evals) : []) {
    const outcomes = addresses.flatMap((address): Outcome[] => {
      const regrets = tuners.map((tuner) =>
        traces.get(keyOf(address, tuner, values))?.regrets[mark] ?? NaN
      );
      return regrets.some(Number.isNaN) ? [] : [{ ...address, regrets }];
    });
    const of = `${outcomes.length} of ${addresses.length} problems, on which all have been run`;
    console.log(`\nAfter ${mark} evaluations, ${of}`);
    if (outcomes.length > 0) print(outcomes, tuners, values.label);
  }
  return 0;
}

function addressesOf({ suite, functions, dimensions, instances }: Values): Address[] {
  return functions.flatMap((number) =>
    dimensions.flatMap((dimension) =>
      instances.map((instance) => ({ suite, function: number, dimension, instance }))
    )
  );
}

function keyOf(address: Address, tuner: string, { evals, noise, batch }: Values): RunKey {
  return { ...address, tuner, evals, noise, batch };
}

function print(outcomes: readonly Outcome[], tuners: readonly string[], label: string): void {
  const tables = [medianTable(outcomes, tuners), rankTable(outcomes, tuners)];
  const own = tuners.indexOf(label);
  if (own >= 0 && tuners.length > 1) tables.push(lossTable(outcomes, tuners, own));
  console.log(tables.join("\n\n"));
}

function medianTable(outcomes: readonly Outcome[], tuners: readonly string[]): string {
  const problems = Map.groupBy(outcomes, problemOf);
  const rows = [...problems].map(([problem, own]): Cell[] => [
    ...problem.split(" "),
    ...medians(own).map((value) => value.toFixed(2)),
  ]);
  return textTable(["median log10 regret", "variables", ...tuners], rows);
}

function rankTable(outcomes: readonly Outcome[], tuners: readonly string[]): string {
  const row = (name: string, own: readonly Outcome[]): Cell[] => [
    ...[name, own.length],
    ...meanRanks(own).map(({ mean, error }) => `${mean.toFixed(2)} (${error.toFixed(2)})`),
  ];
  const rows = Object.entries(groups).flatMap(([name, [first, last]]) => {
    const own = outcomes.filter(({ function: f }) => f >= first && f <= last);
    return own.length === 0 ? [] : [row(name, own)];
  });
  return textTable(["mean rank (s.e.)", "problems", ...tuners], [...rows, row("all", outcomes)]);
}

/** The problems where the best of the others is furthest ahead. */
function lossTable(outcomes: readonly Outcome[], tuners: readonly string[], own: number): string {
  const problems = Map.groupBy(outcomes, problemOf);
  const losses = [...problems].map(([problem, rows]) => {
    const values = medians(rows);
    const best = Math.min(...values.filter((_, tuner) => tuner !== own));
    const who = values.findIndex((value, tuner) => tuner !== own && value === best);
    return { problem, mine: values[own], best, behind: values[own] - best, tuner: tuners[who] };
  });
  const worst = losses.filter(({ behind }) => behind > 0)
    .sort((a, b) => b.behind - a.behind).slice(0, 10);
  const rows = worst.map(({ problem, mine, best, behind, tuner }): Cell[] => [
    ...[...problem.split(" "), mine.toFixed(2), best.toFixed(2), behind.toFixed(2), tuner],
  ]);
  return textTable(
    [`${tuners[own]} behind`, "variables", "median", "best other", "by", "who"],
    rows,
  );
}

/** A function and its number of variables. */
function problemOf(outcome: Outcome): string {
  return `f${outcome.function} ${outcome.dimension}`;
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

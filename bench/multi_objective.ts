/**
 * Quality on several objectives: the hypervolume of Spot's points and of random search's.
 *
 * Run as `deno run -A $(deno task -q std) bench/multi_objective.ts`; `--help` lists the options.
 *
 * @module
 */
import { main } from "../spot/cli/command.ts";
import type { CommandOptions, OptionValues } from "../spot/cli/options.ts";
import { choice, integer, listOf } from "../spot/core/options/options.ts";
import { quantile } from "../spot/core/exact/quantile.ts";
import { type Cell, textTable } from "../spot/report/text_table.ts";
import { evaluateRuns } from "./quality/evaluate_runs.ts";
import { multiObjectiveProblems } from "./quality/multi_objective_problems.ts";
import { multiObjectiveRun, type MultiObjectiveSettings } from "./quality/multi_objective_run.ts";

type ProblemName = keyof typeof multiObjectiveProblems;
const names = Object.keys(multiObjectiveProblems) as ProblemName[];

const optionTable = {
  problems: { kind: listOf(choice(names)), help: "problems", default: names },
  reference: {
    kind: choice(["chosen", "given"]),
    help: "given: the run knows the reference point that it is measured by",
    default: "chosen",
  },
  seeds: { kind: integer(1), help: "runs per problem", default: 10 },
  firstSeed: { kind: integer(0), help: "the first run's seed", default: 0 },
  initSize: { kind: integer(2), help: "points of the initial design", default: 10 },
  evals: { kind: integer(2), help: "evaluations per run", default: 60 },
  cores: { kind: integer(1, 1024), help: "runs at the same time", default: 2 },
} satisfies CommandOptions;

/** Median hypervolume after 60 evaluations of Optuna's GPSampler, under the same protocol, 10 seeds. */
const peers: Partial<Record<ProblemName, number>> = {
  zdt1: 0.836,
  zdt2: 0.502,
  zdt3: 1.216,
  dtlz2: 0.389,
  dtlz2Three: 0.51,
  braninCurrin: 57.3,
};

async function measure(values: OptionValues<typeof optionTable>): Promise<number> {
  const settings: MultiObjectiveSettings = {
    problems: values.problems,
    initSize: values.initSize,
    funEvals: values.evals,
    isReferenceGiven: values.reference === "given",
  };
  const runs = {
    problems: settings.problems.length,
    seeds: values.seeds,
    firstSeed: values.firstSeed,
    numCores: values.cores,
  };
  const start = performance.now();
  const traces = await evaluateRuns(multiObjectiveRun, settings, runs);
  console.log(volumeTable(settings, traces));
  console.log(`\n${runs.seeds} seeds, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return 0;
}

function volumeTable(
  { problems, funEvals }: MultiObjectiveSettings,
  traces: readonly number[][][],
): string {
  const half = Math.ceil(funEvals / 2);
  const header = ["problem", `median ${half}`, `median ${funEvals}`, "lower q.", "upper q."];
  const rows = problems.map((name, i): Cell[] => {
    const at = (offset: number, q = 0.5) => {
      const values = traces[i].map((trace) => trace[offset]);
      return short(quantile(values, q));
    };
    const last = funEvals - 1;
    const { largest } = multiObjectiveProblems[name];
    const own = [at(half - 1), at(last), at(last, 0.25), at(last, 0.75)];
    return [name, ...own, at(funEvals + last), short(largest), short(peers[name])];
  });
  return textTable([...header, `random ${funEvals}`, "whole front", "Optuna GP 60"], rows);
}

const short = (value: number | undefined) => value === undefined ? "" : value.toPrecision(4);

if (import.meta.main) {
  await main({
    usage: "deno task bench:multi",
    action: "measure the hypervolume",
    summary:
      "Runs Spot and random search on problems of several objectives and prints hypervolumes.",
    options: optionTable,
    run: measure,
  });
}

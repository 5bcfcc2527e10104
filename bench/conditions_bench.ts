/**
 * What conditions are worth: regret of Spot on spaces of three algorithms, each with parameters of its
 * own, against the same spaces with all variables always there.
 *
 * Run as `deno run -A $(deno task -q std) bench/conditions_bench.ts`; `--help` lists the options.
 *
 * @module
 */
import { main } from "../spot/cli/command.ts";
import type { CommandOptions, OptionValues } from "../spot/cli/options.ts";
import { choice, integer, listOf } from "../spot/core/options/options.ts";
import { funControlInit } from "../spot/control/fun_control.ts";
import { quantile } from "../spot/core/exact/quantile.ts";
import { type Cell, textTable } from "../spot/report/text_table.ts";
import { Spot } from "../spot/spot.ts";
import { type ConditionalProblem, problems } from "./conditions/problems.ts";

type ProblemName = keyof typeof problems;

const names = Object.keys(problems) as ProblemName[];

const optionTable = {
  problems: {
    kind: listOf(choice(names)),
    placeholder: "names",
    help: "which problems",
    default: names,
  },
  seeds: { kind: integer(1), placeholder: "n", help: "runs per problem", default: 20 },
  firstSeed: { kind: integer(0), placeholder: "n", help: "the first run's seed", default: 0 },
  evals: { kind: integer(11), placeholder: "n", help: "evaluations per run", default: 50 },
} satisfies CommandOptions;

async function measure(values: OptionValues<typeof optionTable>): Promise<number> {
  const rows: Cell[][] = [];
  for (const name of values.problems) {
    for (const conditions of [true, false]) {
      const regrets: number[] = [];
      for (let i = 0; i < values.seeds; i++) {
        const run = { conditions, seed: values.firstSeed + i, funEvals: values.evals };
        regrets.push(await regretOf(problems[name], run));
      }
      const quartiles = [0.5, 0.25, 0.75].map((share) => quantile(regrets, share).toPrecision(2));
      rows.push([name, conditions ? "with" : "without", ...quartiles]);
    }
  }
  const header = ["space", "conditions", `median at ${values.evals}`, "lower q.", "upper q."];
  console.log(textTable(header, rows));
  return 0;
}

interface Run {
  readonly conditions: boolean;
  readonly seed: number;
  readonly funEvals: number;
}

/** The best value of a run: the smallest one is 0. */
async function regretOf(
  { space, evaluate }: ConditionalProblem,
  { conditions, seed, funEvals }: Run,
): Promise<number> {
  const spot = new Spot({
    fun: (_, { configuration }) => evaluate(configuration),
    funControl: funControlInit({ space: space(conditions), seed, funEvals }),
  });
  return (await spot.run()).minY;
}

if (import.meta.main) {
  await main({
    usage: "deno task bench:conditions",
    action: "measure conditions",
    summary: "Runs Spot on spaces with conditions and without them and prints the median regret.",
    options: optionTable,
    run: measure,
  });
}

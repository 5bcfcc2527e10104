/**
 * What rows that fail cost where half the space throws: rows lost and regret, with `failures: "penalize"`
 * and `"avoid"`.
 *
 * Run as `deno run -A $(deno task -q std) bench/failures_bench.ts`; `--help` lists the options.
 *
 * @module
 */
import { main } from "../spot/cli/command.ts";
import type { CommandOptions, OptionValues } from "../spot/cli/options.ts";
import { funControlInit } from "../spot/control/fun_control.ts";
import { choice, integer, listOf } from "../spot/core/options/options.ts";
import { createStream } from "../spot/core/random/stream.ts";
import { quantile } from "../spot/core/exact/quantile.ts";
import { type Cell, textTable } from "../spot/report/text_table.ts";
import { Spot } from "../spot/spot.ts";
import { distances, failingProblem, type Place } from "./failures/problems.ts";

const places = Object.keys(distances) as Place[];
const rules = ["penalize", "avoid"] as const;

const optionTable = {
  places: { kind: listOf(choice(places)), help: "where the optimum lies", default: places },
  rules: { kind: listOf(choice(rules)), help: "what becomes of failed rows", default: [...rules] },
  k: { kind: listOf(integer(1)), help: "numbers of variables", default: [2, 4] },
  seeds: { kind: integer(1), help: "runs per problem", default: 20 },
  firstSeed: { kind: integer(0), help: "the first run's seed", default: 0 },
  evals: { kind: integer(2), help: "evaluations per run", default: 50 },
} satisfies CommandOptions;

type Values = OptionValues<typeof optionTable>;

async function measure(values: Values): Promise<number> {
  const rows: Cell[][] = [];
  for (const place of values.places) {
    for (const k of values.k) {
      for (const rule of values.rules) rows.push(await rowOf({ place, k, rule }, values));
    }
  }
  const header = ["optimum", "k", "failures", "lost", "s.e.", "regret", "lower q.", "upper q."];
  console.log(textTable(header, rows));
  return 0;
}

interface Case {
  readonly place: Place;
  readonly k: number;
  readonly rule: typeof rules[number];
}

async function rowOf(
  { place, k, rule }: Case,
  { seeds, firstSeed, evals }: Values,
): Promise<Cell[]> {
  const lost: number[] = [];
  const regrets: number[] = [];
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const problem = failingProblem(place, k, createStream(seed, "failing problem", place, k));
    const spot = new Spot({
      fun(x) {
        if (problem.hasFailed(x)) throw new Error("this half fails");
        return problem.evaluate(x);
      },
      funControl: funControlInit({
        ...{ lower: Array(k).fill(0), upper: Array(k).fill(1), funEvals: evals, seed },
        failures: rule,
        onError: "record",
      }),
    });
    await spot.run();
    lost.push(spot.record.rows.filter(({ failure }) => failure).length);
    regrets.push(spot.minY);
  }
  const mean = lost.reduce((sum, count) => sum + count, 0) / seeds;
  const variance = lost.reduce((sum, count) => sum + (count - mean) * (count - mean), 0) / seeds;
  const error = Math.sqrt(variance / Math.max(1, seeds - 1));
  const quartiles = [0.5, 0.25, 0.75].map((q) => quantile(regrets, q).toPrecision(2));
  return [place, k, rule, mean.toFixed(1), error.toFixed(1), ...quartiles];
}

if (import.meta.main) {
  await main({
    usage: "deno task bench:failures",
    action: "measure failures",
    summary: "Runs Spot where half the space throws and prints rows lost and regret.",
    options: optionTable,
    run: measure,
  });
}

/**
 * What pruning saves and what it costs, on whole curves: those of the network on the Diabetes data
 * (`bench/pruning/network_curves.ts` makes them) and synthetic ones that cross.
 *
 *     deno run -A bench/pruning/network_curves.ts curves.json
 *     deno run -A bench/pruning_bench.ts curves.json python3
 *
 * The second argument is a Python that has Optuna; without it, or if it is "", its pruners are left out.
 * The third is the first of the 20 seeds of orders and of synthetic curves, 0 if it is left out; the
 * fourth the number of orders for the comparison with Optuna, likewise 20.
 *
 * @module
 */
import { createStream, permutation } from "../spot/core/random/stream.ts";
import { type PruningOptions, resolvePruning } from "../spot/pruning/pruning_control.ts";
import { quantile } from "../spot/core/exact/quantile.ts";
import { againstRivals, median } from "./pruning/against_rivals.ts";
import { replayOptuna } from "./pruning/optuna_replay.ts";
import { crossingCurve } from "./pruning/crossing_curves.ts";
import { replay, type ReplayedRow, type WholeCurve } from "./pruning/replay.ts";
import { ranksOf } from "./suite/comparison.ts";

const rules: Readonly<Record<string, PruningOptions>> = {
  median: { kind: "median" },
  percentile: { kind: "percentile" },
  halving: { kind: "halving" },
  "median, curvesCross false": { kind: "median", curvesCross: false },
};
const [file = "curves.json", python, first = "0", orderCount = "20"] = Deno.args;
const seedsOf = (count: number) => Array.from({ length: count }, (_, i) => Number(first) + i);
const SEEDS = seedsOf(20);
/** Optuna's rules begin after as many rows, its n_startup_trials. */
const STARTUP = 5;

const table: readonly WholeCurve[] = JSON.parse(await Deno.readTextFile(file))
  .filter(({ values, final }: WholeCurve) => [...values, final].every(Number.isFinite));

const orderOf = (seed: number) => permutation(createStream(seed, "order"), table.length);
const network = (rows: number) => (seed: number) =>
  orderOf(seed).slice(0, rows).map((index) => table[index]);
const crossing = (share: number) => (seed: number) => {
  const random = createStream(seed, "crossing");
  return Array.from({ length: 60 }, () => crossingCurve(random, share));
};

const sources: Readonly<Record<string, (seed: number) => readonly WholeCurve[]>> = {
  "network, 60 rows": network(60),
  "network, 200 rows": network(200),
  "crossing 0": crossing(0),
  "crossing 0.25": crossing(0.25),
  "crossing 0.5": crossing(0.5),
  "crossing 0.75": crossing(0.75),
  "crossing 1": crossing(1),
};

console.log(`Against no pruning, ${SEEDS.length} seeds (medians; * the largest)`);
console.table(
  Object.entries(sources).flatMap(([source, curvesOf]) =>
    Object.entries(rules).map(([rule, options]) => {
      const control = resolvePruning("replay", options);
      const runs = SEEDS.map((seed) => {
        const curves = curvesOf(seed);
        const pruned = replay(curves, { control });
        const whole = replay(curves);
        return { share: pruned.steps / whole.steps, loss: pruned.best / whole.best - 1 };
      });
      const losses = runs.map(({ loss }) => loss);
      return {
        curves: source,
        rule,
        "steps %": percent(median(runs.map(({ share }) => share))),
        "loss %": percent(median(losses)),
        "loss % *": percent(Math.max(...losses)),
        "within 1 %": losses.filter((loss) => loss <= 0.01).length,
      };
    })
  ),
);

/** Ways to fill in the response of a pruned row. */
type Estimate = (row: ReplayedRow, finished: readonly ReplayedRow[]) => number;
const last: Estimate = ({ values }) => values[values.length - 1];
const worst: Estimate = (_row, finished) => Math.max(...finished.map(({ response }) => response!));
/** What the surrogate gets. */
const bounded: Estimate = (row, finished) =>
  Math.min(Math.min(...row.values), worst(row, finished));
/** The median response of those finished rows that were no better by then. */
const rank: Estimate = (row, finished) => {
  const until = ({ values }: ReplayedRow) => Math.min(...values.slice(0, row.values.length));
  const noBetter = finished.filter((other) => until(other) >= until(row));
  if (noBetter.length === 0) return worst(row, finished);
  return quantile(noBetter.map(({ response }) => response!), 0.5);
};
const estimates: Readonly<Record<string, Estimate>> = { last, worst, bounded, rank };

console.log("Responses of pruned rows (rule median): |ln estimate / true|, rank correlation");
console.table(
  Object.entries(sources).map(([source, curvesOf]) => {
    const control = resolvePruning("replay", "median");
    const runs = SEEDS.slice(0, 10).map((seed) => replay(curvesOf(seed), { control }));
    const cells = Object.entries(estimates).map(([name, estimate]) => {
      const judged = runs.map(({ rows }) => compareEstimates(rows, estimate));
      const [error, correlation] = [0, 1].map((i) => median(judged.map((pair) => pair[i])));
      return [name, `${error.toFixed(3)}, ${correlation.toFixed(2)}`];
    });
    return { curves: source, ...Object.fromEntries(cells) };
  }),
);

/** Median error of the pruned rows, and rank correlation of all rows' responses with the true ones. */
function compareEstimates(rows: readonly ReplayedRow[], estimate: Estimate): [number, number] {
  const finished = rows.filter(({ response }) => response !== undefined);
  const filled = rows.map((row) => row.response ?? estimate(row, finished));
  const errors = rows.flatMap(({ response, whole }, i) =>
    response === undefined ? [Math.abs(Math.log(filled[i] / whole.final))] : []
  );
  return [
    median(errors),
    correlationOf(ranksOf(filled), ranksOf(rows.map(({ whole }) => whole.final))),
  ];
}

if (python) await compareWithOptuna(python);

async function compareWithOptuna(command: string): Promise<void> {
  const orders = seedsOf(Number(orderCount)).map(orderOf);
  for (const rows of [60, 200]) {
    const whole = SEEDS.map((seed) => replay(network(rows)(seed)).steps);
    const steps = Math.round(0.3 * median(whole));
    const ours = Object.entries(rules).flatMap(([rule, options]) =>
      [STARTUP, 10].map((minRows) => {
        const control = resolvePruning("replay", { ...options, minRows });
        const runs = orders.map((order) => {
          const run = replay(order.map((index) => table[index]), { control, steps });
          return [run.best, run.steps, run.rows.length];
        });
        return [`Spot ${rule}, minRows ${minRows}`, runs] as const;
      })
    );
    const theirs = await replayOptuna(command, { table, orders, steps });
    console.log(`After ${steps} epochs, 30 % of those of ${rows} rows; ${orders.length} orders`);
    console.table(
      againstRivals({ ...Object.fromEntries(ours), ...theirs }, [
        "MedianPruner",
        "HyperbandPruner",
      ]),
    );
  }
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function correlationOf(a: readonly number[], b: readonly number[]): number {
  const centre = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [u, v] = [centre(a), centre(b)];
  const product = (p: readonly number[], q: readonly number[]) =>
    p.reduce((sum, value, i) => sum + value * q[i], 0);
  return product(u, v) / Math.sqrt(product(u, u) * product(v, v));
}

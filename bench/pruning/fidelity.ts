/**
 * What budgets save: successive halving and Hyperband by promoted rows, against whole rows and Optuna's
 * HyperbandPruner, on random configurations of the network whose epochs are all planned alike.
 *
 *     deno run -A bench/pruning/network_curves.ts curves.json 400 3 7
 *     deno run -A bench/pruning/fidelity.ts curves.json python3 100
 *
 * The third argument is the number of orders, 20 if it is left out.
 *
 * @module
 */
import { createStream, permutation } from "../../spot/core/random/stream.ts";
import { type FidelityControl, resolveFidelity } from "../../spot/fidelity/fidelity_control.ts";
import { type BudgetRow, firstBudgets, promotions } from "../../spot/fidelity/promotions.ts";
import { againstRivals } from "./against_rivals.ts";
import { replayOptuna } from "./optuna_replay.ts";
import { replay, type WholeCurve } from "./replay.ts";

const [file = "curves.json", python, count = "20"] = Deno.args;
const SEEDS = Array.from({ length: Number(count) }, (_, seed) => seed);
const UPPER = 128;
const table: readonly WholeCurve[] = JSON.parse(await Deno.readTextFile(file))
  .filter(({ values, final }: WholeCurve) => [...values, final].every(Number.isFinite));
const orders = SEEDS.map((seed) => permutation(createStream(seed, "order"), table.length));

/** What a training came to by a budget, and how many epochs it had then: it may stop early. */
function trainedUntil({ values }: WholeCurve, budget: number) {
  const epochs = Math.min(budget, values.length);
  return { epochs, y: values[epochs - 1] };
}

/** The best response at the largest budget once so many epochs are spent, rows one after the other. */
function replayBudgets(curves: readonly WholeCurve[], control: FidelityControl, epochs: number) {
  const rows: BudgetRow[] = [];
  const points: number[] = [];
  let [spent, best, next] = [0, Infinity, 0];
  while (spent < epochs && next < curves.length) {
    const [promoted] = promotions(rows, control, 1);
    const point = promoted ? points[promoted.row] : next++;
    const budget = promoted?.budget ?? firstBudgets(rows, control, 1)[0];
    const before = promoted ? trainedUntil(curves[point], rows[promoted.row].budget).epochs : 0;
    const { epochs: until, y } = trainedUntil(curves[point], budget);
    rows.push({ row: rows.length, budget, y, predecessor: promoted?.row });
    points.push(point);
    spent += until - before;
    if (budget === UPPER) best = Math.min(best, y);
  }
  return [best, spent, next];
}

const controls = {
  "Spot fidelity, 1 bracket": { lower: 4, upper: UPPER },
  "Spot fidelity, 3 brackets": { lower: 4, upper: UPPER, brackets: 3 },
};

for (const steps of [500, 1000, 2000]) {
  const of = (run: (curves: readonly WholeCurve[]) => readonly number[]) =>
    orders.map((order) => run(order.map((index) => table[index])));
  const runs = {
    "whole rows": of((curves) => {
      const { best, steps: spent, rows } = replay(curves, { steps });
      return [best, spent, rows.length];
    }),
    ...Object.fromEntries(
      Object.entries(controls).map(([name, options]) => {
        const control = resolveFidelity("replay", options);
        return [name, of((curves) => replayBudgets(curves, control, steps))];
      }),
    ),
    ...(python ? await replayOptuna(python, { table, orders, steps }) : {}),
  };
  console.log(`Best response after ${steps} epochs, ${SEEDS.length} orders`);
  console.table(againstRivals(runs, ["MedianPruner", "HyperbandPruner"]));
}

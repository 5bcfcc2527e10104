/**
 * Tuning the network on the Diabetes data with and without pruning: epochs and best validation loss.
 *
 *     deno run -A bench/pruning/tuning.ts 60 20 median percentile
 *
 * Arguments: rows, seeds, rules.
 *
 * @module
 */
import { HyperLight } from "../../spot/fun/hyper_light.ts";
import type { PruningName } from "../../spot/pruning/pruning_control.ts";
import { Spot } from "../../spot/spot.ts";
import { networkControl } from "./network_control.ts";

const [rows = "60", seeds = "20", ...rules] = Deno.args;
const { fun } = new HyperLight();

async function tune(seed: number, pruning?: PruningName) {
  const funControl = await networkControl({
    ...{ funEvals: Number(rows), seed },
    ...(pruning && { pruning }),
  });
  const { record, minY } = await new Spot({ fun, funControl }).run();
  const epochs = record.rows.reduce((sum, { curve }) => sum + (curve?.steps.length ?? 0), 0);
  return { epochs, best: minY };
}

const runs = new Map(
  rules.map((rule) => [rule, { shares: [] as number[], losses: [] as number[] }]),
);
for (let seed = 1; seed <= Number(seeds); seed++) {
  const whole = await tune(seed);
  for (const [rule, { shares, losses }] of runs) {
    const pruned = await tune(seed, rule as PruningName);
    shares.push(pruned.epochs / whole.epochs);
    losses.push(pruned.best / whole.best - 1);
    console.log(
      `seed ${seed}, ${rule}: ${pruned.epochs} of ${whole.epochs} epochs, ` +
        `${pruned.best.toFixed(0)} for ${whole.best.toFixed(0)}; medians so far ` +
        `${percent(shares)} %, ${percent(losses)} % worse`,
    );
  }
}

function percent(values: readonly number[]): string {
  const ascending = [...values].sort((a, b) => a - b);
  const n = ascending.length;
  return (50 * (ascending[(n - 1) >> 1] + ascending[n >> 1])).toFixed(1);
}

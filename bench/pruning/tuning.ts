/**
 * Tuning the network on the Diabetes data with and without pruning: epochs and best validation loss.
 *
 *     deno run -A bench/pruning/tuning.ts 60 101-120 runs median percentile
 *
 * Arguments: rows; the first and the last seed; a folder for what the runs without pruning came to, which
 * all rules are compared with; rules, as names or as JSON.
 *
 * @module
 */
import { HyperLight } from "../../spot/fun/hyper_light.ts";
import type { ObjectiveContext } from "../../spot/core/objective/objective.ts";
import type { PruningName, PruningOptions } from "../../spot/pruning/pruning_control.ts";
import type { RowRecord } from "../../spot/record.ts";
import { Spot } from "../../spot/spot.ts";
import { networkControl } from "./network_control.ts";

/** What is kept of a row: its point, the validation loss after each epoch, the last. */
interface TunedRow {
  readonly x: readonly number[];
  readonly values: readonly number[];
  /** Null if it diverged or was pruned. */
  readonly y: number | null;
}

const [rows = "60", seeds = "101-120", folder = "runs", ...rules] = Deno.args;
const [firstSeed, lastSeed = firstSeed] = seeds.split("-").map(Number);
const { fun } = new HyperLight();

/** Trainings that the run without pruning has had before are not repeated: they give the same bits. */
function withKnown(known: ReadonlyMap<string, TunedRow>) {
  return (x: readonly number[], context: ObjectiveContext) => {
    const row = known.get(x.join());
    if (!row) return fun([...x], context);
    row.values.some((value, i) => context.report(i + 1, value));
    return row.y ?? NaN;
  };
}

async function tune(
  seed: number,
  pruning?: PruningName | PruningOptions,
  known: readonly TunedRow[] = [],
): Promise<TunedRow[]> {
  const funControl = await networkControl({
    ...{ funEvals: Number(rows), seed },
    ...(pruning && { pruning }),
  });
  const byPoint = new Map(known.map((row) => [row.x.join(), row]));
  const { record } = await new Spot({ fun: withKnown(byPoint), funControl }).run();
  return record.rows.map(({ x, curve, y }: RowRecord) => ({
    ...{ x, values: curve?.values ?? [] },
    y: Number.isFinite(y) ? y : null,
  }));
}

async function tuneWhole(seed: number): Promise<readonly TunedRow[]> {
  const file = `${folder}/${rows}_${seed}.json`;
  try {
    return JSON.parse(await Deno.readTextFile(file));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const whole = await tune(seed);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(file, JSON.stringify(whole));
  return whole;
}

const epochsOf = (run: readonly TunedRow[]) => run.reduce((sum, row) => sum + row.values.length, 0);
const bestOf = (run: readonly TunedRow[]) =>
  run.reduce((least, { y }) => Math.min(least, y ?? Infinity), Infinity);

const shares = new Map(rules.map((rule) => [rule, [] as number[]]));
const losses = new Map(rules.map((rule) => [rule, [] as number[]]));
for (let seed = firstSeed; seed <= lastSeed; seed++) {
  const whole = await tuneWhole(seed);
  console.log(`seed ${seed}: ${epochsOf(whole)} epochs, ${bestOf(whole).toFixed(0)}`);
  for (const rule of rules) {
    const pruning = rule.startsWith("{") ? JSON.parse(rule) : rule;
    const pruned = await tune(seed, pruning, whole);
    shares.get(rule)!.push(epochsOf(pruned) / epochsOf(whole));
    losses.get(rule)!.push(bestOf(pruned) / bestOf(whole) - 1);
    const [share, loss] = [shares, losses].map((of) => of.get(rule)!);
    console.log(
      `  ${rule}: ${epochsOf(pruned)} epochs, ${bestOf(pruned).toFixed(0)}: ` +
        `${percent(share.slice(-1))} %, ${percent(loss.slice(-1))} % worse; medians so far ` +
        `${percent(share)} %, ${percent(loss)} %`,
    );
  }
}

function percent(values: readonly number[]): string {
  const ascending = [...values].sort((a, b) => a - b);
  const n = ascending.length;
  return (50 * (ascending[(n - 1) >> 1] + ascending[n >> 1])).toFixed(1);
}

/** Whole runs on a queue: the bits of the sequential ones, whatever travels with their rows. */
import {
  designControlInit,
  funControlInit,
  type FunControlOptions,
  makeParallel,
  type Objective,
  type ParallelOptions,
  Spot,
} from "../../../mod.ts";
import { queue } from "../../../backends/queue/queue.ts";
import { growing } from "../../fidelity/fixtures/growing.ts";
import { constrained, tradeOff } from "../../goal/fixtures/trade_off.ts";
import { crossing } from "../../pruning/fixtures/crossing.ts";
import { startRedis } from "../_redis.ts";
import { name, startHere } from "../_setting.ts";
import { hold } from "./_report.ts";

const objectives = [{ name: "error" }, { name: "speed", direction: "maximize" }] as const;
const fidelity = { name: "units", lower: 1, upper: 9 };
const bounds = { lower: [-1, 0], upper: [1, 1] };
const runs: Record<string, readonly [Objective<never> | Objective, FunControlOptions]> = {
  "prunes by curves in batches": [
    crossing,
    { ...bounds, nPoints: 3, pruning: { kind: "halving", minRows: 2 } },
  ],
  "prunes by curves asynchronously": [
    crossing,
    { ...bounds, asynchronous: true, pending: 3, pruning: { kind: "median", minRows: 3 } },
  ],
  "goes on from checkpoints in batches with brackets": [
    growing,
    { lower: [-1], upper: [1], nPoints: 3, fidelity: { ...fidelity, brackets: 2 } },
  ],
  "goes on from checkpoints asynchronously": [
    growing,
    { lower: [-1], upper: [1], fidelity, asynchronous: true, pending: 3 },
  ],
  "has two objectives and a constraint": [
    tradeOff,
    { asynchronous: true, pending: 2, objectives, referencePoint: [2, 0] },
  ],
  "avoids failures and keeps a constraint": [constrained, { nPoints: 3, failures: "avoid" }],
};

async function run(
  [objective, options]: (typeof runs)[string],
  parallel: ParallelOptions,
) {
  await using fun = makeParallel(objective as Objective, { ...parallel, onError: "record" });
  const spot = new Spot({
    fun,
    funControl: funControlInit({ funEvals: 18, seed: 3, onError: "record", ...options }),
    designControl: designControlInit({ initSize: 7 }),
  });
  const { rows } = (await spot.run()).record;
  return rows.map((
    { x, y, responses, constraints, curve, pruned, budget, predecessor, replicate, failure },
  ) => [
    [x, y, responses, constraints, curve, pruned, budget, predecessor, replicate],
    failure?.kind,
  ]);
}

/** Runs them. */
export async function wholeRuns(): Promise<void> {
  await using redis = await startRedis();
  const modules = [crossing, growing, tradeOff].map(({ moduleUrl }) => moduleUrl);
  await using _first = await startHere(redis, [], { modules, cores: 2 });
  await using _second = await startHere(redis, [], { modules, cores: 1 });
  for (const [what, parts] of Object.entries(runs)) {
    const expected = await run(parts, { method: "sequential" });
    const found = await run(parts, { method: queue({ url: redis.url, name }) });
    const same = Deno.inspect(found, inspection) === Deno.inspect(expected, inspection);
    hold(`a run that ${what}`, same, `${found.length} rows, ${same ? "same bits" : "other bits"}`);
  }
}

const inspection = { depth: 20, iterableLimit: 1e6 };

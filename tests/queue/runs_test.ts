/** Whole runs on a queue: the bits of the sequential ones, whatever travels with their rows. */
import { assert, assertEquals } from "@std/assert";
import {
  designControlInit,
  funControlInit,
  type FunControlOptions,
  makeParallel,
  type Objective,
  type ParallelOptions,
  Spot,
} from "../../mod.ts";
import { queue } from "../../backends/queue/queue.ts";
import { growing } from "../fidelity/fixtures/growing.ts";
import { tradeOff } from "../goal/fixtures/trade_off.ts";
import { crossing } from "../pruning/fixtures/crossing.ts";
import { name, startHere, testOnRedis } from "./_setting.ts";

const objectives = [{ name: "error" }, { name: "speed", direction: "maximize" }] as const;
const fidelity = { name: "units", lower: 1, upper: 9 };
const bounds = { lower: [-1, 0], upper: [1, 1] };
const runs: Record<string, readonly [Objective<never> | Objective, FunControlOptions]> = {
  "prunes by curves asynchronously": [
    crossing,
    { ...bounds, asynchronous: true, pending: 3, pruning: { kind: "median", minRows: 3 } },
  ],
  "goes on from checkpoints asynchronously": [
    growing,
    { lower: [-1], upper: [1], fidelity, asynchronous: true, pending: 3 },
  ],
  "has two objectives and a constraint": [
    tradeOff,
    { asynchronous: true, pending: 2, objectives, referencePoint: [2, 0] },
  ],
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

testOnRedis(
  "Spot.run() gives the sequential bits on a queue that carries curves, checkpoints, constraints",
  async (redis) => {
    const modules = [crossing, growing, tradeOff].map(({ moduleUrl }) => moduleUrl);
    await using _first = await startHere(redis, [], { modules, cores: 2 });
    await using _second = await startHere(redis, [], { modules, cores: 1 });
    for (const [what, parts] of Object.entries(runs)) {
      const expected = await run(parts, { method: "sequential" });
      assert(
        new Set(expected.map(String)).size > 9,
        "the rows differ, so that a mix-up would show",
      );
      assertEquals(await run(parts, { method: queue({ url: redis.url, name }) }), expected, what);
    }
  },
);

testOnRedis("Spot.run() resumes on a queue from the log of one", async (redis) => {
  const log = await Deno.makeTempFile();
  const method = queue({ url: redis.url, name });
  await using _machine = await startHere(redis, [], { modules: [growing.moduleUrl] });
  const parts = runs["goes on from checkpoints asynchronously"];
  const [objective, options] = parts;
  await Deno.remove(log);
  await run([objective, { ...options, funEvals: 10 }], { method, log });
  assertEquals(await run(parts, { method, log }), await run(parts, { method: "sequential" }));
  await Deno.remove(log);
  await Deno.remove(`${log}.checkpoints`, { recursive: true });
});

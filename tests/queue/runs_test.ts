import { assertEquals } from "@std/assert";
import {
  designControlInit,
  funControlInit,
  makeParallel,
  type ParallelOptions,
  Spot,
} from "../../mod.ts";
import { queue } from "../../backends/queue/queue.ts";
import { growing } from "../fidelity/fixtures/growing.ts";
import { name, startHere, testOnRedis } from "./_setting.ts";

/** A run in which rows go on from others' checkpoints. */
async function run(funEvals: number, parallel: ParallelOptions) {
  await using fun = makeParallel(growing, { ...parallel, onError: "record" });
  const fidelity = { name: "units", lower: 1, upper: 9 };
  const loop = { asynchronous: true, pending: 3, fidelity, onError: "record" } as const;
  const funControl = funControlInit({ lower: [-1], upper: [1], seed: 3, funEvals, ...loop });
  const spot = new Spot({ fun, funControl, designControl: designControlInit({ initSize: 7 }) });
  const { rows } = (await spot.run()).record;
  return rows.map(({ x, y, responses, curve, budget, predecessor, replicate, failure }) => [
    [x, y, responses, curve, budget, predecessor, replicate],
    failure?.kind,
  ]);
}

testOnRedis(
  "Spot.run() resumes on a queue from its log and checkpoints, to the bit",
  async (redis) => {
    const folder = await Deno.makeTempDir();
    const log = `${folder}/run.journal`;
    const method = queue({ url: redis.url, name });
    await using _machine = await startHere(redis, [], { modules: [growing.moduleUrl] });
    await run(10, { method, log });
    assertEquals(await run(18, { method, log }), await run(18, { method: "sequential" }));
    await Deno.remove(folder, { recursive: true });
  },
);

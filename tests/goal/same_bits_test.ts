/** Runs with constraints and several objectives: the same bits whichever way the rows ran. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type Configuration,
  designControlInit,
  funControlInit,
  type FunControlOptions,
  makeParallel,
  type Objective,
  Spot,
} from "../../mod.ts";
import { constrained, tradeOff } from "./fixtures/trade_off.ts";

const objectives = [{ name: "error" }, { name: "speed", direction: "maximize" }] as const;
const ways: Record<string, [objective: Objective<Configuration>, options: FunControlOptions]> = {
  "asynchronously, two objectives with a constraint": [
    tradeOff,
    { asynchronous: true, pending: 2, objectives, referencePoint: [2, 0] },
  ],
  "in batches, a constraint with failures to be avoided": [
    constrained,
    { nPoints: 3, failures: "avoid" },
  ],
};

interface How {
  readonly method?: "sequential" | "worker" | "subprocess";
  readonly log?: string;
  readonly stopAfter?: number;
}

async function run(objective: Objective<Configuration>, options: FunControlOptions, how: How) {
  const { method = "sequential", log, stopAfter } = how;
  await using fun = makeParallel(objective, {
    ...{ method, log, onError: "record" },
    ...(method !== "sequential" && { numCores: 2 }),
  });
  const spot = new Spot({
    fun,
    funControl: funControlInit({ funEvals: 15, seed: 3, ...options }),
    designControl: designControlInit({ initSize: 7 }),
  });
  const controller = new AbortController();
  const onResult = ({ done }: { readonly done: number }) => {
    if (done === stopAfter) controller.abort(new Error("stopped"));
  };
  const { record } = await spot.run({ signal: controller.signal, onResult });
  return record.rows.map(({ x, responses, constraints, y }) => [x, responses, constraints, y]);
}

for (const [way, [objective, options]] of Object.entries(ways)) {
  const undisturbed = await run(objective, options, {});

  Deno.test(`Spot.run() gives the same bits in every method, ${way}`, async () => {
    assert(
      undisturbed.some(([, , constraints]) => (constraints as number[] | undefined)?.[0]! > 0),
    );
    for (const method of ["worker", "subprocess"] as const) {
      assertEquals(await run(objective, options, { method }), undisturbed, method);
    }
  });

  Deno.test(`Spot.run() resumes to the same bits, ${way}`, async () => {
    const folder = await Deno.makeTempDir();
    for (const stopAfter of [3, 12]) {
      const log = `${folder}/${stopAfter}.journal`;
      await assertRejects(() => run(objective, options, { log, stopAfter }), Error, "stopped");
      assertEquals(await run(objective, options, { log }), undisturbed, `after ${stopAfter}`);
    }
    await Deno.remove(folder, { recursive: true });
  });
}

/** A run that was ended anywhere goes on from its log to the same bits. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { funControlInit, type FunControlOptions, makeParallel, Spot } from "../mod.ts";

const loops: Record<string, FunControlOptions> = {
  "in batches": { nPoints: 3 },
  "asynchronous": { asynchronous: true, pending: 2 },
  "under noise": { noise: true, funRepeats: 2, ocbaDelta: 1 },
};

for (const [name, loop] of Object.entries(loops)) {
  Deno.test(`Spot.run() resumes to the same bits wherever it was ended, ${name}`, async () => {
    const folder = await Deno.makeTempDir();
    const funControl = funControlInit({ lower: [-5, 0], upper: [10, 3], funEvals: 18, ...loop });
    let calls = 0;
    const run = async (log: string | undefined, stopAfter = Infinity) => {
      await using fun = makeParallel(
        ([a, b], { random }) => {
          calls++;
          return (a - 1) * (a - 1) + a * b + random() / 10;
        },
        { method: "sequential", log },
      );
      const spot = new Spot({ fun, funControl });
      const controller = new AbortController();
      const onResult = ({ done }: { done: number }) => {
        if (done === stopAfter) controller.abort(new Error("stopped"));
      };
      return await spot.run({ signal: controller.signal, onResult });
    };
    const undisturbed = await run(undefined);
    for (const stopAfter of [1, 10, 13]) {
      const log = `${folder}/${stopAfter}.journal`;
      await assertRejects(() => run(log, stopAfter), Error, "stopped");
      calls = 0;
      const resumed = await run(log);
      assertEquals([resumed.X, resumed.y], [undisturbed.X, undisturbed.y], `after ${stopAfter}`);
      assert(calls <= 18 - stopAfter, `${calls} rows were evaluated after ${stopAfter} were done`);
    }
    await Deno.remove(folder, { recursive: true });
  });
}

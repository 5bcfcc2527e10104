import { assertEquals } from "@std/assert";
import { testBackend } from "../../backends/testing.ts";
import { createPool, type Method, serve } from "../../backends/transport.ts";
import { wellBehaved } from "../../backends/testing_objectives.ts";

/** Workers in this thread that forget their problem after so many requests. */
function local(forgetAfter = Infinity): Method {
  return {
    name: "local",
    importsObjective: false,
    autoCores: () => 2,
    createBackend: (objective, { numCores, chunkSize, onWarning }) =>
      createPool({
        name: "local",
        numCores,
        chunkSize,
        moduleUrl: objective.moduleUrl,
        maxRestarts: Infinity,
        warn: onWarning,
        open(_worker, { reply }) {
          let [isOpen, requests] = [true, 0];
          const start = () =>
            serve(() => Promise.resolve(objective), (message) => {
              queueMicrotask(() => isOpen && reply(structuredClone(message)));
            });
          let handle = start();
          const kill = () => void (isOpen = false);
          return {
            post(request) {
              if (++requests % forgetAfter === 0 && request.kind === "rows") handle = start();
              handle(structuredClone(request));
            },
            kill,
            close: () => Promise.resolve(kill()),
          };
        },
      }),
  };
}

testBackend("transport of one's own", local());

Deno.test("createPool() sends the problem again to a worker that does not have it", async () => {
  const variables = ["a", "b"].map((name) =>
    ({ name, type: "float", lower: 0, upper: 9, transform: "none" }) as const
  );
  const problem = { seed: 1, variables, controls: {} };
  const tasks = Array.from({ length: 20 }, (_, row) => ({ row, x: [row / 9, 1], replicate: 0 }));
  const evaluate = async (method: Method) => {
    await using backend = method.createBackend(wellBehaved, {
      numCores: 2,
      chunkSize: 2,
      onWarning() {},
    });
    const results = await Array.fromAsync(backend.evaluate(tasks, { problem }));
    return results.sort((a, b) => a.row - b.row).map(({ responses }) => responses);
  };
  assertEquals(await evaluate(local(3)), await evaluate(local()));
});

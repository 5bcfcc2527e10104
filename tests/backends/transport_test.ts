import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { testBackend } from "../../backends/testing.ts";
import { createPool, type Method, serve } from "../../backends/transport.ts";
import type { ObjectiveFunction } from "../../spot/core/objective/objective.ts";
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

Deno.test("createPool() gives up rows whose workers never have their problem", async () => {
  const problem = { seed: 1, variables: [], controls: {} };
  const told: string[] = [];
  await using backend = local(1).createBackend(wellBehaved, {
    numCores: 1,
    onWarning: (message) => told.push(message),
  });
  const tasks = [{ row: 0, x: [], replicate: 0 }];
  const [{ failure }] = await Array.fromAsync(backend.evaluate(tasks, { problem }));
  assertEquals(failure?.kind, "crash");
  assertStringIncludes(failure?.message ?? "", "it does not keep its problem");
  assertStringIncludes(told[0], "it does not keep its problem");
});

Deno.test("createPool() refuses options with which it would wait for ever", () => {
  const createBackend = (options: { numCores: number; chunkSize?: number }) => () =>
    local().createBackend(wellBehaved, { onWarning() {}, ...options });
  assertThrows(createBackend({ numCores: 0 }), RangeError, "'numCores' must be a positive integer");
  assertThrows(createBackend({ numCores: NaN }), RangeError, "'numCores' must be");
  assertThrows(createBackend({ numCores: 1, chunkSize: 0 }), RangeError, "'chunkSize' must be");
});

Deno.test("serve() evaluates rows with their own problem if another one comes meanwhile", async () => {
  const loaded = Promise.withResolvers<ObjectiveFunction>();
  const values: number[] = [];
  const handle = serve(() => loaded.promise, (reply) => {
    if (reply.kind === "outcomes") values.push(reply.outcomes.numbers[3]);
  });
  const problemOf = (seed: number) => ({ seed, variables: [], controls: {} });
  const tasks = { rows: 1, width: 0, numbers: new Float64Array(2) };
  const handled = [
    handle({ kind: "problem", digest: "a", problem: problemOf(1) }),
    handle({ kind: "rows", chunk: 1, problem: "a", tasks, careful: false, announce: false }),
    handle({ kind: "problem", digest: "b", problem: problemOf(2) }),
  ];
  loaded.resolve((_, { problem }) => problem.seed);
  await Promise.all(handled);
  assertEquals(values, [1]);
});

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

import { assertEquals } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import type { Objective } from "../../spot/core/objective/objective.ts";

const globals = [
  "setTimeout clearTimeout setInterval setImmediate queueMicrotask performance Date postMessage",
  "addEventListener removeEventListener navigator structuredClone AbortController Promise crypto",
  "console close",
].join(" ").split(" ");

const source = `
import { defineObjective } from "${import.meta.resolve("../../spot/core/objective/mod.ts")}";
if ("WorkerGlobalScope" in globalThis) {
  for (const name of ${JSON.stringify(globals)}) {
    Object.defineProperty(globalThis, name, { value: () => 1, configurable: true });
  }
}
export const fun = defineObjective(import.meta.url, "fun", (x) => 2 * x[0]);
`;

for (const method of ["worker", "subprocess"] as const) {
  Deno.test(`makeParallel() evaluates although the objective's module replaces globals (${method})`, async () => {
    const file = await Deno.makeTempFile({ suffix: ".ts" });
    await Deno.writeTextFile(file, source);
    const { fun }: { fun: Objective } = await import(`file://${file}`);
    const warnings: string[] = [];
    // Until all workers have started: one that is late must find it.
    using _removal = { [Symbol.dispose]: () => Deno.removeSync(file) };
    await using parallel = makeParallel(fun, {
      ...{ method, numCores: 2, onWarning: (message: string) => warnings.push(message) },
    });
    const variables = [
      { name: "a", type: "float", lower: 0, upper: 99, transform: "none" } as const,
    ];
    const tasks = Array.from({ length: 50 }, (_, row) => ({ row, x: [row], replicate: 0 }));
    const values: number[] = [];
    const signal = AbortSignal.timeout(20_000); // it would wait for ever
    const problem = { seed: 1, variables, controls: {} };
    for await (const { row, responses: y } of parallel.evaluate(tasks, { problem, signal })) {
      values[row] = y[0];
    }
    assertEquals(values, tasks.map(({ row }) => 2 * row));
    assertEquals(warnings, []);
  });
}

/**
 * Machines whose cores only wait: all else is real, so that one computer shows what a thousand machines
 * ask of the script and of Redis.
 *
 * Run as `deno run -A $(deno task -q std) bench/queue/hollow_machines.ts <url> <name> <machines> <cores>`.
 *
 * @module
 */
import type { Backend, Method } from "../../backends/method.ts";
import { startMachine } from "../../backends/queue/machine.ts";
import type { EvaluationResult, EvaluationTask } from "../../spot/core/objective/mod.ts";

/** Evaluates `wait` of bench/backends/objectives.ts, but for the objective. */
const hollow: Method = {
  name: "hollow",
  importsObjective: true,
  autoCores: () => 1,
  createBackend: (_, { numCores }): Backend => ({
    name: "hollow",
    numCores,
    async *evaluate(tasks, { signal }) {
      for (const task of tasks) yield await waitFor(task, signal);
    },
    async [Symbol.asyncDispose]() {},
  }),
};

function waitFor({ row, x }: EvaluationTask, signal?: AbortSignal): Promise<EvaluationResult> {
  const startMs = performance.now();
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      const endMs = performance.now();
      const result = { row, responses: [x[0]], worker: 0, attempt: 1 };
      resolve({ ...result, costMs: endMs - startMs, startMs, endMs });
    }, x[0]);
    signal?.addEventListener("abort", onAbort);
  });
}

const [url, name, machines, cores] = Deno.args;
const modules = [new URL("../backends/objectives.ts", import.meta.url).href];
for (let i = 0; i < Number(machines); i++) {
  const label = `hollow ${i}`;
  await startMachine({
    url,
    name,
    cores: Number(cores),
    modules,
    method: hollow,
    label,
    say: () => {},
  });
}
console.log("ready");

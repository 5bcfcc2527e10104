import { assertEquals } from "@std/assert";
import { methods } from "../../backends/parallel_options.ts";
import { overlapping } from "./fixtures/overlapping.ts";
import { noOp } from "./fixtures/objectives.ts";

const variable = { name: "a", type: "float", lower: 0, upper: 9, transform: "none" } as const;
const problem = { seed: 1, variables: [variable], controls: {} };
const tasks = [0, 1, 2, 3].map((row) => ({ row, x: [row], replicate: 0 }));

/** A signal that counts its listeners. */
function createSignal() {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  signal.addEventListener = (_: string, listener: unknown) => void listeners.add(listener);
  signal.removeEventListener = (_: string, listener: unknown) => void listeners.delete(listener);
  return { signal, listeners };
}

/** A run makes many calls with one signal. */
for (const makeMethod of [...Object.values(methods), () => overlapping]) {
  const method = makeMethod();
  Deno.test(`${method.name} leaves no listener on the signal of a call`, async () => {
    const { signal, listeners } = createSignal();
    await using backend = method.createBackend(noOp, { numCores: 2, onWarning() {} });
    const rows = await Array.fromAsync(backend.evaluate(tasks, { problem, signal }));
    assertEquals(rows.length, tasks.length);
    assertEquals(listeners.size, 0, "at the end");
    for await (const _ of backend.evaluate(tasks, { problem, signal })) break;
    assertEquals(listeners.size, 0, "after a loop that was left");
  });
}

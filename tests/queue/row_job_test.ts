import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { packTasks, unpackTask } from "../../backends/protocol/packing.ts";
import { fromJobData, rowKeys, toJobData } from "../../backends/queue/row_job.ts";
import type { EvaluationTask } from "../../backends/testing.ts";

const digest = "0123456789abcdef".repeat(2);
const names = { run: digest, problem: digest };
const tasks: EvaluationTask[] = [
  { row: 3, x: [-0, Infinity], replicate: 0 },
  { row: 4, x: [1e-300, 0.1], replicate: 2, limits: { steps: [1], values: [-0], patience: 1 } },
  { row: 5, x: [1, 2], replicate: 0, budget: 4, predecessor: 3, checkpoint: Uint8Array.of(0, 255) },
];
const sent = () => JSON.parse(JSON.stringify(toJobData(tasks, names)));

Deno.test("fromJobData() reads what toJobData() wrote, to the bit", () => {
  const job = fromJobData(sent());
  assertEquals(tasks.map((_, i) => unpackTask(job.tasks, i)), tasks);
  assertEquals([job.run, job.problem], [digest, digest]);
});

Deno.test("rowKeys() are the same on both sides, whatever other rows are in the job", () => {
  const keys = rowKeys(packTasks(tasks));
  assertEquals(rowKeys(fromJobData(sent()).tasks), keys);
  assertEquals(tasks.flatMap((task) => rowKeys(packTasks([task]))), keys);
});

Deno.test("rowKeys() differ if the sign of a zero, a replicate or a limit does", () => {
  const others: EvaluationTask[] = [
    { ...tasks[0], x: [0, Infinity] },
    { ...tasks[0], replicate: 1 },
    { ...tasks[0], limits: { steps: [1], values: [1], patience: 1 } },
  ];
  const [key] = rowKeys(packTasks(tasks));
  for (const other of others) assertNotEquals(rowKeys(packTasks([other])), [key]);
});

Deno.test("fromJobData() refuses what is no job", () => {
  const wrong: Record<string, unknown>[] = [
    { run: "../x" },
    { problem: undefined },
    { rows: 0 },
    { rows: 1e9 },
    { rows: "3" },
    { width: -1 },
    { width: 1e12 },
    { numbers: "?" },
    { numbers: "AAAA" },
    { numbers: 5 },
    { others: {} },
    { others: [[9, [{}]]] },
    { others: [[0, [{ checkpoint: "x" }]]] },
    { others: [[0, [{ limits: 1 }]]] },
    { others: [[0, [{ limits: { steps: [1], values: [], patience: 0 } }]]] },
    { others: [[0, [{ budget: "4" }]]] },
    { others: [[0, [{ predecessor: -1 }]]] },
    { others: [[0, [{ __proto__: null, budget: { $number: "1" } }]]] },
  ];
  for (const change of wrong) assertThrows(() => fromJobData({ ...sent(), ...change }), TypeError);
  for (const data of [null, [], "job", 1]) assertThrows(() => fromJobData(data), TypeError);
});

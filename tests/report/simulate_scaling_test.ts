import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { simulateScaling } from "../../spot/report/simulate_scaling.ts";
import { runOf } from "./example_record.ts";

// Ten ms of design, six rows one after the other, ten ms of fitting.
const costs = [10, 20, 30, 40, 50, 60];
let end = 10;
const record = runOf(
  costs.map((costMs) => ({ worker: 0, startMs: end, endMs: end += costMs, costMs })),
  { numCores: 1, batch: [10, 220], durationMs: 230 },
);

Deno.test("simulateScaling() gives the measured time on the same cores without overhead", () => {
  const [run] = simulateScaling(record, { numCores: [1] });
  assertEquals(run, { numCores: 1, durationMs: 230, speedUp: 1, efficiency: 1 });
});

Deno.test("simulateScaling() keeps the sequential part and schedules the longest first", () => {
  const runs = simulateScaling(record, { numCores: [2, 3, 64] });
  // 60 + 30 + 20 | 50 + 40 + 10; 60 + 10 | 50 + 20 | 40 + 30; all at once.
  assertEquals(runs.map((run) => run.durationMs), [20 + 110, 20 + 70, 20 + 60]);
  assertAlmostEquals(runs[1].speedUp, 230 / 90, 1e-12);
  assertAlmostEquals(runs[1].efficiency, 230 / 270, 1e-12);
});

Deno.test("simulateScaling() refuses asynchronous runs, whose batches overlap", () => {
  const [batch] = record.batches;
  const batches = [batch, { ...batch, startMs: batch.endMs - 1, endMs: batch.endMs + 9 }];
  assertThrows(
    () => simulateScaling({ ...record, batches }, { numCores: [2] }),
    RangeError,
    "must be of a run in steps",
  );
});

Deno.test("simulateScaling() keeps the order of submission if asked", () => {
  const [run] = simulateScaling(record, { numCores: [2], order: "submitted" });
  assertEquals(run.durationMs, 20 + (20 + 40 + 60));
});

Deno.test("simulateScaling() adds start-up once and overhead to each row", () => {
  const runs = simulateScaling(record, { numCores: [1, 64], startUpMs: 25, overheadMs: 1 });
  assertEquals(runs.map(({ durationMs }) => durationMs), [230 + 25 + 6, 20 + 25 + 60 + 1]);
});

Deno.test("simulateScaling() is bounded by the dispatcher if cores are many", () => {
  const [run] = simulateScaling(record, { numCores: [1024], dispatchMs: 100 });
  assert(run.durationMs >= 600);
});

Deno.test("simulateScaling() refuses options out of their range", () => {
  for (const numCores of [0, -2, 1.5, NaN, Infinity]) {
    assertThrows(
      () => simulateScaling(record, { numCores: [2, numCores] }),
      RangeError,
      "numCores",
    );
  }
  for (const value of [-1, NaN, Infinity]) {
    for (const name of ["startUpMs", "overheadMs", "dispatchMs"]) {
      const options = { numCores: [2], [name]: value };
      assertThrows(() => simulateScaling(record, options), RangeError, name);
    }
  }
});

Deno.test("simulateScaling() names options that are missing, unknown or of another type", () => {
  const simulate = (options: unknown) => () =>
    simulateScaling(record, options as Parameters<typeof simulateScaling>[1]);
  assertThrows(simulate(undefined), TypeError, "simulate scaling");
  assertThrows(simulate({}), TypeError, "'numCores' must be an array");
  assertThrows(simulate({ numCores: 4 }), TypeError, "current value is 4");
  assertThrows(simulate({ numCores: [2], startup: 1 }), TypeError, "startUpMs");
  assertThrows(simulate({ numCores: [2], order: "shortest" }), RangeError, "longest");
});

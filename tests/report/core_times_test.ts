import { assertEquals } from "@std/assert";
import { stretchesOf } from "../../spot/report/core_times.ts";
import { runOf } from "./example_record.ts";

const rows = [0, 1, 2, 3].map((worker) => ({ worker, startMs: 0, endMs: 1, costMs: 1 }));
const record = runOf(rows, { numCores: 2, batch: [0, 1], durationMs: 30 });

Deno.test("stretchesOf() joins batches that overlap, whatever their order", () => {
  const batches = [
    { startMs: 20, endMs: 30, firstRow: 3, rows: 1 },
    { startMs: 4, endMs: 12, firstRow: 2, rows: 1 },
    { startMs: 0, endMs: 10, firstRow: 0, rows: 2 },
  ];
  const stretches = stretchesOf({ ...record, batches }).map(({ startMs, endMs, rows }) => [
    startMs,
    endMs,
    rows.map(({ row }) => row),
  ]);
  assertEquals(stretches, [[0, 12, [0, 1, 2]], [20, 30, [3]]]);
});

Deno.test("stretchesOf() leaves out rows that are not in the record", () => {
  const batches = [{ startMs: 0, endMs: 1, firstRow: 2, rows: 5 }];
  assertEquals(stretchesOf({ ...record, batches })[0].rows.map(({ row }) => row), [2, 3]);
});

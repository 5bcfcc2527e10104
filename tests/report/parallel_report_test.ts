import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { parallelReport } from "../../spot/report/parallel_report.ts";
import { type RowSpan, runOf } from "./example_record.ts";

const span = (
  worker: number,
  startMs: number,
  endMs: number,
  costMs = endMs - startMs,
): RowSpan => ({
  worker,
  startMs,
  endMs,
  costMs,
});

const total = (shares: object) => Object.values(shares).reduce((sum, share) => sum + share, 0);

Deno.test("parallelReport() finds no loss if two cores work all the time", () => {
  const rows = [span(0, 0, 50), span(1, 0, 50), span(0, 50, 100), span(1, 50, 100)];
  const report = parallelReport(runOf(rows, { numCores: 2, batch: [0, 100], durationMs: 100 }));
  assertEquals([report.speedUp, report.efficiency, report.bestEfficiency], [2, 1, 1]);
  assertEquals(report.shares.work, 1);
  assertEquals([report.imbalanceRatio, report.rows, report.cause], [1, 4, "none"]);
});

Deno.test("parallelReport() splits the cores' time without remainder", () => {
  // 10 ms design, batch 10..110: worker 0 ready after 20, worker 1 after 30; each row 2 ms longer
  // than its cost; worker 1 done at 70.
  const rows = [span(0, 30, 72, 40), span(1, 40, 70, 28), span(0, 72, 110, 36)];
  const report = parallelReport(runOf(rows, { numCores: 2, batch: [10, 110], durationMs: 120 }));
  const { shares } = report;
  assertAlmostEquals(total(shares), 1, 1e-12);
  assertAlmostEquals(shares.work, 104 / 240, 1e-12);
  assertAlmostEquals(shares.sequential, 40 / 240, 1e-12);
  assertAlmostEquals(shares.startUp, 50 / 240, 1e-12);
  assertAlmostEquals(shares.overhead, 6 / 240, 1e-12);
  // longest first: 40 | 36 + 28 = 64, so 128 - 104 = 24 of the 40 idle are unavoidable.
  assertAlmostEquals(shares.imbalance, 24 / 240, 1e-12);
  assertAlmostEquals(shares.waiting, 16 / 240, 1e-12);
  assertAlmostEquals(report.startUpMs, 25, 1e-12);
  assertAlmostEquals(report.overheadMs, 2, 1e-12);
  assertAlmostEquals(report.speedUp, 124 / 120, 1e-12);
  assertAlmostEquals(report.bestEfficiency, 124 / (2 * 84), 1e-12);
  assertAlmostEquals(report.imbalanceRatio, 100 / 64, 1e-12);
});

const causes:
  readonly (readonly [string, readonly RowSpan[], readonly [number, number], number])[] = [
    ["sequential share", [span(0, 0, 10), span(1, 0, 10)], [0, 10], 100],
    ["start-up", [span(0, 90, 100), span(1, 90, 100)], [0, 100], 100],
    ["communication", [span(0, 0, 100, 10), span(1, 0, 100, 10)], [0, 100], 100],
    ["load imbalance", [span(0, 0, 100), span(1, 0, 10)], [0, 100], 100],
    ["synchronisation", [span(0, 0, 50), span(0, 50, 100)], [0, 100], 100],
  ];

for (const [name, rows, batch, durationMs] of causes) {
  Deno.test(`parallelReport() names ${name} if it is the largest loss`, () => {
    const { cause } = parallelReport(runOf(rows, { numCores: 2, batch, durationMs }));
    assert(cause.startsWith(`${name}: `), cause);
  });
}

Deno.test("parallelReport() measures against the sequential run if it is given", () => {
  const sequential = runOf([span(0, 0, 50), span(0, 50, 100)], {
    numCores: 1,
    batch: [0, 100],
    durationMs: 100,
  });
  const record = runOf([span(0, 0, 80), span(1, 0, 80)], {
    numCores: 2,
    batch: [0, 80],
    durationMs: 80,
  });
  const report = parallelReport(record, { sequential });
  assertEquals([report.speedUp, report.efficiency, report.rowSlowdown], [1.25, 0.625, 1.6]);
  assert(report.cause.startsWith("slower rows: 38 %"), report.cause);
});

Deno.test("parallelReport() counts spans once that overlap on a worker", () => {
  const rows = [span(0, 0, 30, 10), span(0, 0, 30, 10), span(0, 0, 30, 10)];
  const { shares } = parallelReport(runOf(rows, { numCores: 1, batch: [0, 30], durationMs: 30 }));
  assertEquals([shares.work, shares.overhead], [1, 0]);
});

Deno.test("parallelReport() leaves out rows that were read from a log", () => {
  const rows = [span(-1, 0, 0, 500), span(0, 0, 10)];
  const report = parallelReport(runOf(rows, { numCores: 1, batch: [0, 10], durationMs: 10 }));
  assertEquals([report.rows, report.workMs, report.efficiency], [1, 10, 1]);
});

Deno.test("parallelReport() gives finite numbers if there are no rows", () => {
  const report = parallelReport(runOf([], { numCores: 2, batch: [0, 0], durationMs: 0 }));
  for (const value of [...Object.values(report.shares), report.speedUp, report.efficiency]) {
    assert(Number.isFinite(value));
  }
});

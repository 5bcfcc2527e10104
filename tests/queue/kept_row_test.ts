import { assertEquals, assertThrows } from "@std/assert";
import { fromKept, toKept } from "../../backends/queue/kept_row.ts";
import type { EvaluationResult } from "../../backends/testing.ts";

const bare: EvaluationResult = {
  row: 1,
  responses: [0.1, -0, NaN, -Infinity],
  worker: 1,
  attempt: 2,
  startMs: 10,
  endMs: 12.5,
  costMs: 2,
};

Deno.test("fromKept() reads what toKept() wrote, to the bit", () => {
  const others = {
    constraints: [-0],
    failure: { kind: "value", message: "no", stack: "at x" },
    curve: { steps: [1, 2], values: [1e-300, -0] },
    pruned: { step: 2 },
    checkpoint: Uint8Array.of(0, 128, 255),
    more: { $number: [NaN, "text"] },
  } as const;
  for (const result of [bare, { ...bare, ...others }]) {
    const { outcome, ...kept } = fromKept(toKept(result, "m"));
    const { row: _, worker, attempt, startMs: _start, endMs: _end, costMs, ...expected } = result;
    assertEquals(outcome, expected);
    const { waitedMs: _waited, ...where } = kept;
    assertEquals(where, { machine: "m", worker, attempt, costMs, spanMs: 2.5 });
  }
});

Deno.test("fromKept() refuses what is no row", () => {
  const text = (change: (kept: unknown[]) => void) => {
    const kept = JSON.parse(toKept(bare, "m"));
    change(kept);
    return JSON.stringify(kept);
  };
  const wrong = [
    "",
    "{}",
    "null",
    "[]",
    text((kept) => kept[0] = 5),
    text((kept) => kept[1] = -1),
    text((kept) => kept[3] = "2"),
    text((kept) => kept[4] = -5),
    text((kept) => kept[6] = 1),
    text((kept) => kept[6] = ["1"]),
    text((kept) => kept[7] = [{ failure: { kind: "other", message: "" } }]),
    text((kept) => kept[7] = [{ failure: { kind: "value" } }]),
    text((kept) => kept[7] = [{ curve: { steps: [1], values: [] } }]),
    text((kept) => kept[7] = [{ constraints: ["1"] }]),
    text((kept) => kept[7] = [{ pruned: {} }]),
    text((kept) => kept[7] = [{ row: 7 }]),
    text((kept) => kept[7] = [{ responses: [7] }]),
    text((kept) => kept[7] = [{}, "no base64"]),
  ];
  for (const kept of wrong) assertThrows(() => fromKept(kept));
});

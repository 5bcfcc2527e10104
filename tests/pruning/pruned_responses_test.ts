import { assertEquals } from "@std/assert";
import { estimatePruned, responseByRank } from "../../spot/pruning/pruned_responses.ts";
import { rowRecord } from "../report/example_record.ts";

const curveOf = (...values: readonly number[]) => ({ steps: values.map((_, i) => i), values });
const finished = [
  { curve: curveOf(9, 1), y: 1 },
  { curve: curveOf(7, 2), y: 2 },
  { curve: curveOf(8, 5, 9), y: 9 },
  { curve: curveOf(6, 4), y: 4 },
];

Deno.test("responseByRank() is the median response of rows that were no better by then", () => {
  assertEquals(responseByRank(curveOf(7), finished), 2, "of 1, 2 and 9");
  assertEquals(responseByRank(curveOf(7.5), finished), 5, "of 1 and 9");
  assertEquals(responseByRank(curveOf(7.5, 4.5), finished), 9, "of 9 alone");
});

Deno.test("responseByRank() is the largest response if all rows were better", () => {
  assertEquals(responseByRank(curveOf(10), finished), 9);
  assertEquals(responseByRank(curveOf(10), []), NaN);
});

Deno.test("estimatePruned() fills in y of pruned rows alone", () => {
  const span = { worker: 0, startMs: 0, endMs: 1, costMs: 1 };
  const failure = { kind: "exception", message: "no" } as const;
  const rows = [
    { ...rowRecord(0, span), y: -2, curve: curveOf(0.5, 1) },
    { ...rowRecord(1, span), y: -1, curve: curveOf(0.25, 0.5) },
    { ...rowRecord(2, span), y: NaN, responses: [], curve: curveOf(0.3), pruned: { step: 0 } },
    { ...rowRecord(3, span), y: NaN, responses: [], curve: curveOf(0.4), failure },
    { ...rowRecord(4, span), y: -5 },
  ];
  assertEquals(estimatePruned(rows, true).map(({ y }) => y), [-2, -1, -1, NaN, -5]);
  assertEquals(estimatePruned(rows.slice(3), false), rows.slice(3));
});

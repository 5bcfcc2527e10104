import { assertEquals } from "@std/assert";
import { ScalarGoal } from "../../spot/goal/goal.ts";
import { estimatePruned } from "../../spot/pruning/pruned_responses.ts";
import { rowRecord } from "../report/example_record.ts";

const span = { worker: 0, startMs: 0, endMs: 1, costMs: 1 };
const finished = (row: number, y: number) => ({ ...rowRecord(row, span), y });
const pruned = (row: number, ...values: readonly number[]) => ({
  ...finished(row, NaN),
  ...{ responses: [], curve: { steps: values.map((_, i) => i), values }, pruned: { step: 1 } },
});
const goal = (weights?: number) => new ScalarGoal({ weights, allowNonFinite: false });

Deno.test("estimatePruned() takes the best value, at most the largest y of the finished rows", () => {
  const rows = [
    finished(0, 2),
    pruned(1, 4, 3, 3.5),
    pruned(2, 9),
    finished(3, 5),
    finished(4, NaN),
  ];
  assertEquals(estimatePruned(rows, goal()).map(({ y }) => y), [2, 3, 5, 5, NaN]);
  assertEquals(estimatePruned(rows.slice(1, 3), goal()).map(({ y }) => y), [NaN, NaN]);
  assertEquals(estimatePruned(rows.slice(3), goal()), rows.slice(3));
});

Deno.test("estimatePruned() takes the value as the goal does, by sign and weight", () => {
  const rows = [finished(0, -8), pruned(1, 3, 2), pruned(2, 0.5), finished(3, -2)];
  assertEquals(estimatePruned(rows, goal(-2)).map(({ y }) => y), [-8, -6, -2, -2]);
});

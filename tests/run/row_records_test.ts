import { assertEquals } from "@std/assert";
import { ScalarGoal } from "../../spot/goal/goal.ts";
import { History } from "../../spot/run/history.ts";
import { RowRecords } from "../../spot/run/row_records.ts";

Deno.test("RowRecords.at() keeps its own fields if an outcome has some of the same names", () => {
  const history = new History();
  const records = new RowRecords(history, new ScalarGoal({ weights: 1, allowNonFinite: false }));
  const { row, x } = history.submit({ x: [0.5], origin: "design" });
  const failure = { kind: "value", message: "the objective returned NaN" } as const;
  const outcome = { responses: [NaN], failure, y: [1], x: [9], origin: "mine", mine: [3, 2] };
  const where = { worker: 0, attempt: 1, startMs: 0, endMs: 1, costMs: 1 };
  history.settle({ row, ...outcome, ...where });
  const record = records.at(row)!;
  assertEquals([record.x, record.y, record.origin], [x, NaN, "design"]);
  assertEquals((record as { mine?: unknown }).mine, [3, 2]);
});

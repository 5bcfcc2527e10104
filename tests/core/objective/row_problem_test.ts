import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { checkCloneable, problemForRow } from "../../../spot/core/objective/row_problem.ts";
import type { Problem } from "../../../spot/core/objective/problem.ts";

const problemWith = (dataSet: unknown, controls = {}): Problem => (
  { seed: 1, variables: [], dataSet, controls }
);

Deno.test("problemForRow() gives all rows the same frozen copy if the data can be frozen", () => {
  const problem = problemWith({ features: [[1, 2]], names: ["a"] }, { scaler: "none" });
  const seen = problemForRow(problem);
  assertEquals(seen, problem);
  assertStrictEquals(problemForRow(problem), seen);
  const { features } = seen.dataSet as { features: number[][] };
  assertThrows(() => features[0][0] = 7, TypeError, "read only");
  assertThrows(() => Object.assign(seen.controls, { scaler: "minmax" }), TypeError);
  (problem.dataSet as { features: number[][] }).features[0][0] = 8;
  assertEquals(features[0][0], 1);
});

Deno.test("problemForRow() copies for each row what cannot be frozen, and nothing else", () => {
  const list = [1, 2, 3];
  const problem = problemWith({ list, bytes: Float64Array.of(1), when: new Date(5) }, {
    set: new Set([1]),
  });
  const [first, second] = [problemForRow(problem), problemForRow(problem)];
  assertEquals(first, second);
  const data = (seen: Problem) => seen.dataSet as { list: number[]; bytes: Float64Array };
  assertStrictEquals(data(first).list, data(second).list);
  assert(data(first).bytes !== data(second).bytes);
  data(first).bytes[0] = 9;
  (first.controls.set as Set<number>).clear();
  assertEquals(problemForRow(problem), second);
});

Deno.test("problemForRow() takes data that hold themselves", () => {
  const data: Record<string, unknown> = { a: 1 };
  data.self = data;
  const seen = problemForRow(problemWith(data)).dataSet as typeof data;
  assertStrictEquals(seen.self, seen);
});

Deno.test("checkCloneable() names the entry that cannot reach a worker", () => {
  const cases: [Problem, string][] = [
    [problemWith({ a: [1, { f: () => 1 }] }), "'dataSet.a[1].f' is a function"],
    [problemWith([Symbol("s")]), "'dataSet[0]' is a symbol"],
    [problemWith(undefined, { model: { fit() {} } }), "'controls.model.fit' is a function"],
    [problemWith({ done: Promise.resolve() }), "'dataSet.done' is a Promise"],
  ];
  for (const [problem, message] of cases) {
    assertThrows(() => checkCloneable(problem), TypeError, message);
    assertThrows(() => problemForRow(problem), TypeError, message);
  }
  checkCloneable(problemWith({ a: [1, new Map(), new Date(), /x/, 5n, null, undefined] }));
});

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { CurveRecorder } from "../../../spot/core/objective/curve.ts";
import { evaluateRow } from "../../../spot/core/objective/evaluate_row.ts";
import type { EvaluationTask } from "../../../spot/core/objective/evaluation.ts";
import type { ObjectiveFunction } from "../../../spot/core/objective/objective.ts";
import type { Problem } from "../../../spot/core/objective/problem.ts";

const limits = { steps: [1, 3], values: [5, 2], patience: 0 };
const { signal } = new AbortController();

async function evaluate(
  fun: ObjectiveFunction,
  task: Partial<EvaluationTask> = {},
  changes: Partial<Problem> = {},
) {
  const problem = { seed: 1, variables: [], controls: {}, ...changes };
  const given = { row: 0, x: [], replicate: 0, ...task };
  const { costMs: _, ...outcome } = await evaluateRow(fun, given, { problem, signal });
  return outcome;
}

Deno.test("evaluateRow() keeps what the row reported", async () => {
  const outcome = await evaluate((_x, { report }) => {
    assertEquals([report(0, 4), report(0.5, -0), report(7, 3)], [false, false, false]);
    return 1;
  });
  assertEquals(outcome, {
    row: 0,
    responses: [1],
    curve: { steps: [0, 0.5, 7], values: [4, -0, 3] },
  });
  assertEquals(await evaluate(() => 1), { row: 0, responses: [1] });
});

Deno.test("evaluateRow() prunes a row beyond a limit, whatever it does afterwards", async () => {
  const pruned = {
    row: 0,
    responses: [],
    curve: { steps: [1, 2, 4], values: [5, 3, 3] },
    pruned: { step: 4 },
  };
  const endings: Record<string, () => number> = {
    "returns a value": () => 0.5,
    "returns NaN": () => NaN,
    "throws": () => {
      throw new Error("given up");
    },
  };
  for (const [name, end] of Object.entries(endings)) {
    const outcome = await evaluate((_x, context) => {
      assertEquals([context.report(1, 5), context.report(2, 3)], [false, false]);
      assertEquals(context.shouldStop, false);
      assertEquals([context.report(4, 3), context.shouldStop], [true, true]);
      assertEquals(context.report(5, 0), true, "the curve has ended");
      return end();
    }, { limits });
    assertEquals(outcome, pruned, name);
  }
});

Deno.test("evaluateRow() compares the best value so far if a curve goes up and down", async () => {
  const outcome = await evaluate((_x, { report }) => {
    for (const [step, value] of [[1, 1], [2, 9], [3, 9]]) report(step, value);
    return 9;
  }, { limits });
  assertEquals(outcome.responses, [9]);
});

Deno.test("evaluateRow() prunes small values if large ones are good", async () => {
  const fun: ObjectiveFunction = (_x, { report }) => report(3, 1) ? 0 : 1;
  assertEquals((await evaluate(fun, { limits })).responses, [1]);
  const maximised = await evaluate(fun, { limits }, { directions: "maximize" });
  assertEquals(maximised.pruned, { step: 3 });
});

Deno.test("CurveRecorder.report() forgives as many reports in a row as patience says", () => {
  const recorder = new CurveRecorder({ steps: [1], values: [2], patience: 2 }, "minimize");
  assertEquals([1, 2].map((step) => recorder.report(step, 3)), [false, false]);
  assertEquals(recorder.report(3, 2), false, "as good as the limit");
  const late = new CurveRecorder({ steps: [1], values: [2], patience: 2 }, "minimize");
  assertEquals([1, 2, 3].map((step) => late.report(step, 3)), [false, false, true]);
});

Deno.test("CurveRecorder.report() leaves out what comes after the row has returned", () => {
  const recorder = new CurveRecorder(undefined, undefined);
  recorder.report(1, 2);
  const { curve } = recorder.complete({ responses: [1] });
  recorder.report(2, 3);
  assertEquals(curve, { steps: [1], values: [2] });
});

const refused: readonly (readonly [unknown, unknown, string])[] = [
  [2, 1, "Cannot report as 'step' must be above the last one, 2: current value is 2"],
  [1, 1, "Cannot report as 'step' must be above the last one, 2: current value is 1"],
  [NaN, 1, "Cannot report as 'step' must be a finite number: current value is NaN"],
  [Infinity, 1, "Cannot report as 'step' must be a finite number: current value is Infinity"],
  ["3", 1, `Cannot report as 'step' must be a finite number: current value is "3"`],
  [3, NaN, "Cannot report as 'value' must be a finite number: current value is NaN"],
  [3, undefined, "Cannot report as 'value' must be a finite number: current value is undefined"],
];

for (const [step, value, message] of refused) {
  Deno.test(`evaluateRow() fails the row if it reports ${step}, ${value} after step 2`, async () => {
    const { responses, failure, curve } = await evaluate((_x, { report }) => {
      report(2, 1);
      report(step as number, value as number);
      return 1;
    });
    assertEquals([responses, failure?.kind], [[], "exception"]);
    assertStringIncludes(failure!.message, message);
    assertEquals(curve, { steps: [2], values: [1] });
  });
}

Deno.test("CurveRecorder.report() refuses more values than are kept", () => {
  const recorder = new CurveRecorder(undefined, undefined);
  for (let step = 0; step < 100_000; step++) recorder.report(step, 1);
  assertThrows(() => recorder.report(100_000, 1), RangeError, "at most 100000 values");
});

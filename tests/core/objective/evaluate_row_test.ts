import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { evaluateRow } from "../../../spot/core/objective/evaluate_row.ts";
import { EvaluationError } from "../../../spot/core/objective/evaluation_error.ts";

const problem = { seed: 1, variables: [], controls: {} };
const { signal } = new AbortController();
const task = { row: 0, x: [], replicate: 0 };

Deno.test("evaluateRow() keeps a bounded part of what is thrown", async () => {
  const thrown = [new RangeError("a".repeat(1e7)), "b".repeat(1e7)];
  for (const error of thrown) {
    const { failure } = await evaluateRow(
      () => {
        throw error;
      },
      task,
      { problem, signal },
    );
    const length = failure!.message.length + (failure!.stack?.length ?? 0);
    assert(length < 11_000, `${length} characters are kept`);
    assertStringIncludes(failure!.message, "characters)");
  }
});

Deno.test("EvaluationError names a long x by its beginning", () => {
  const x = Array.from({ length: 1e5 }, (_, i) => i / 7);
  const failure = { kind: "exception", message: "Error: no" } as const;
  const { message } = new EvaluationError({ row: 0, x, replicate: 0 }, {
    ...{ row: 0, worker: 0, attempt: 1, failure },
  }, []);
  assert(message.length < 400, `the message has ${message.length} characters`);
  assertEquals(message.startsWith("Cannot evaluate row 0 at x = [0, 0.14285714285714285, "), true);
});

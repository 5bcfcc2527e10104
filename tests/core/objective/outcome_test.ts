import { assert, assertEquals } from "@std/assert";
import { toOutcome } from "../../../spot/core/objective/outcome.ts";

Deno.test("toOutcome() takes numbers, arrays and typed arrays of numbers", () => {
  assertEquals(toOutcome(3, false), { responses: [3] });
  assertEquals(toOutcome([1, 2], false), { responses: [1, 2] });
  assertEquals(toOutcome(Float64Array.of(1, 2), false), { responses: [1, 2] });
  assertEquals(toOutcome(Int8Array.of(-1), false), { responses: [-1] });
  assertEquals(toOutcome([NaN, -Infinity], true), { responses: [NaN, -Infinity] });
});

Deno.test("toOutcome() says what was returned in its place", () => {
  const cases: [unknown, string][] = [
    [5n, "it returned 5n, a BigInt: Number() makes a number of it"],
    [BigInt64Array.of(1n), "it returned a BigInt64Array"],
    ["12", 'it returned "12"'],
    [[], "it returned []"],
    [[1, "2"], 'it returned [1, "2"], whose entry 1 is "2"'],
    [undefined, "it returned undefined"],
    [{ loss: 1 }, "it returned an object"],
    [new Date(0), "it returned a Date"],
    [new DataView(new ArrayBuffer(8)), "it returned a DataView"],
  ];
  for (const [value, message] of cases) {
    assertEquals(toOutcome(value, false), {
      responses: [],
      failure: {
        kind: "value",
        message: `the objective must return a number or an array of numbers: ${message}`,
      },
    });
  }
});

Deno.test("toOutcome() names the value that is not finite, in few words", () => {
  assertEquals(toOutcome(NaN, false).failure?.message, "the objective returned NaN");
  const many = [...new Array<number>(1e5).fill(1 / 3), NaN];
  const { responses: y, failure } = toOutcome(many, false);
  assertEquals(y.length, 100001);
  assertEquals(failure?.message, "the objective returned NaN as value 100000 of 100001");
  const text = toOutcome("x".repeat(1e6), false).failure?.message;
  assert(text !== undefined && text.length < 400, "the message is long");
});

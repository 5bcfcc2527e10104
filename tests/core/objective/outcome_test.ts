import { assert, assertEquals } from "@std/assert";
import { toResponses } from "../../../spot/core/objective/responses.ts";

Deno.test("toResponses() takes numbers, arrays and typed arrays of numbers", () => {
  assertEquals(toResponses(3, false), { y: [3] });
  assertEquals(toResponses([1, 2], false), { y: [1, 2] });
  assertEquals(toResponses(Float64Array.of(1, 2), false), { y: [1, 2] });
  assertEquals(toResponses(Int8Array.of(-1), false), { y: [-1] });
  assertEquals(toResponses([NaN, -Infinity], true), { y: [NaN, -Infinity] });
});

Deno.test("toResponses() says what was returned in its place", () => {
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
    assertEquals(toResponses(value, false), {
      y: [],
      failure: {
        kind: "value",
        message: `the objective must return a number or an array of numbers: ${message}`,
      },
    });
  }
});

Deno.test("toResponses() names the value that is not finite, in few words", () => {
  assertEquals(toResponses(NaN, false).failure?.message, "the objective returned NaN");
  const many = [...new Array<number>(1e5).fill(1 / 3), NaN];
  const { y, failure } = toResponses(many, false);
  assertEquals(y.length, 100001);
  assertEquals(failure?.message, "the objective returned NaN as value 100000 of 100001");
  const text = toResponses("x".repeat(1e6), false).failure?.message;
  assert(text !== undefined && text.length < 400, "the message is long");
});

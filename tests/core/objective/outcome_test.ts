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

Deno.test("toOutcome() takes values with constraints", () => {
  assertEquals(toOutcome({ value: 3 }, false), { responses: [3] });
  assertEquals(toOutcome({ value: 3, constraints: undefined }, false), { responses: [3] });
  assertEquals(toOutcome({ value: 3, constraints: [-1, 2] }, false), {
    responses: [3],
    constraints: [-1, 2],
  });
  assertEquals(toOutcome({ values: [1, 2], constraints: Float64Array.of(0) }, false), {
    responses: [1, 2],
    constraints: [0],
  });
});

Deno.test("toOutcome() says what is wrong with an object in the place of values", () => {
  const rule =
    "the objective must return a number, an array of numbers, or an object with one of " +
    "'value' and 'values', and 'constraints': it returned an object";
  for (
    const returned of [
      { value: 1, values: [1] },
      { constraints: [1] },
      { value: 1, constraint: [1] },
      { value: undefined },
    ]
  ) assertEquals(toOutcome(returned, false).failure?.message, rule);
  const cases: [unknown, string][] = [
    [{ value: "1" }, 'the objective must return a number or an array of numbers: it returned "1"'],
    [{ values: [] }, "the objective must return a number or an array of numbers: it returned []"],
    [
      { value: 1, constraints: 2 },
      "the objective's 'constraints' must be an array of numbers: it returned 2",
    ],
    [
      { value: 1, constraints: [1, "2"] },
      'the objective\'s \'constraints\' must be an array of numbers: it returned [1, "2"], whose entry 1 is "2"',
    ],
    [{ value: 1, constraints: [1, NaN] }, "the objective returned constraints 1, NaN"],
    [{ value: 1, constraints: [Infinity] }, "the objective returned constraints Infinity"],
  ];
  for (const [returned, message] of cases) {
    assertEquals(toOutcome(returned, false).failure?.message, message);
  }
  assertEquals(toOutcome({ value: NaN, constraints: [1] }, false), {
    responses: [NaN],
    constraints: [1],
    failure: { kind: "value", message: "the objective returned NaN" },
  });
});

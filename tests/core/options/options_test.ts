import { assertEquals, assertThrows } from "@std/assert";
import {
  checkNumber,
  checkOptionNames,
  checkValue,
  choice,
  nearestName,
  show,
  suggestion,
} from "../../../spot/core/options/options.ts";
import {
  type NumberRule,
  obeysRule,
  readDecimal,
  ruleText,
} from "../../../spot/core/options/kinds.ts";

Deno.test("nearestName() finds the name if letters, case or underscores differ", () => {
  const names = ["funEvals", "maxTime", "lr_mult"];
  assertEquals(nearestName("funevals", names), "funEvals");
  assertEquals(nearestName("lrMult", names), "lr_mult");
  assertEquals(nearestName("maxTiem", names), "maxTime");
  assertEquals(nearestName("zzzzzzzz", names), undefined);
});

Deno.test("checkOptionNames() names the unknown option and the nearest known one", () => {
  checkOptionNames("bake", { flour: 1 }, ["flour"]);
  assertThrows(
    () => checkOptionNames("bake", { flor: 1 }, ["flour", "salt"]),
    TypeError,
    "Cannot bake as option 'flor' is unknown: did you mean 'flour'? (known are flour, salt)",
  );
  for (const options of [null, 3, "x", [1]]) {
    assertThrows(() => checkOptionNames("bake", options, []), TypeError, "must be an object");
  }
});

Deno.test("checkNumber() tells the rule and the value if it is broken", () => {
  assertEquals(checkNumber("bake", "eggs", 3, { integer: true, min: 1 }), 3);
  const cases: [unknown, typeof RangeError | typeof TypeError, string][] = [
    [0, RangeError, "'eggs' must be a positive integer: current value is 0"],
    [1.5, RangeError, "current value is 1.5"],
    [NaN, RangeError, "current value is NaN"],
    ["2", TypeError, 'current value is "2"'],
    [2n, TypeError, "current value is 2n"],
    [null, TypeError, "current value is null"],
  ];
  for (const [value, errorClass, message] of cases) {
    assertThrows(
      () => checkNumber("bake", "eggs", value, { integer: true, min: 1 }),
      errorClass,
      message,
    );
  }
});

Deno.test("choice() suggests a name if there is a near one", () => {
  assertEquals(checkValue("bake", "flour", "rye", choice(["rye", "wheat"])), "rye");
  assertThrows(
    () => checkValue("bake", "flour", "weat", choice(["rye", "wheat"])),
    RangeError,
    "did you mean 'wheat'?",
  );
});

Deno.test("nearestName() finds a name that is spelt out", () => {
  assertEquals(nearestName("exponential", ["gauss", "matern52", "exp"]), "exp");
  assertEquals(nearestName("Adamaxx", ["Adam", "AdamW", "Adamax"]), "Adamax");
  assertEquals(nearestName("power_10_integer", ["power_10", "power_10_int"]), "power_10_int");
});

Deno.test("ruleText() tells every part of the rule that obeysRule() tests", () => {
  const cases: [NumberRule, string][] = [
    [{}, "a number"],
    [{ integer: true, min: 1 }, "a positive integer"],
    [{ integer: true, min: 1, max: 9 }, "a positive integer of at most 9"],
    [{ integer: true, min: 0 }, "an integer of at least 0"],
    [{ min: 0, aboveMin: true }, "a number above 0"],
    [{ min: 0, aboveMin: true, max: 0.9 }, "a number above 0 and at most 0.9"],
    [{ min: 0, max: 1, belowMax: true }, "a number of at least 0 and below 1"],
    [{ min: 0, max: 1, aboveMin: true, belowMax: true }, "a number above 0 and below 1"],
    [{ max: 3 }, "a number of at most 3"],
    [{ max: 3, belowMax: true }, "a number below 3"],
    [{ min: -Number.MAX_VALUE, max: Number.MAX_VALUE }, "a finite number"],
    [{ min: 0, aboveMin: true, max: Number.MAX_VALUE }, "a finite number above 0"],
  ];
  for (const [rule, text] of cases) {
    assertEquals(ruleText(rule), text);
    const { min = -Infinity, max = Infinity } = rule;
    assertEquals(obeysRule(NaN, rule), false, text);
    assertEquals(
      obeysRule(min, rule),
      !rule.aboveMin && !(rule.integer && min === -Infinity),
      text,
    );
    assertEquals(obeysRule(max, rule), !rule.belowMax && !(rule.integer && max === Infinity), text);
    if (rule.integer) assertEquals(obeysRule(1.5, rule), false, text);
  }
});

Deno.test("readDecimal() reads decimal notation and nothing else", () => {
  for (const text of ["1", "-1.5", "+.5", "5.", "1e-3", "1E+3"]) {
    assertEquals(readDecimal(text), Number(text));
  }
  for (const text of ["", " 1", "0x10", "Infinity", "1_0", "1n", ".", "e3", "1,5"]) {
    assertEquals(readDecimal(text), undefined, text);
  }
});

Deno.test("show() is short and on one line whatever the value", () => {
  const cyclic: unknown[] = [1];
  cyclic.push(cyclic);
  const deep = [[[[1]]]];
  const values = ["a\n".repeat(1e6), 10n ** 1000n, cyclic, deep, Symbol("x".repeat(1e4)), () => {}];
  for (const value of [...values, values, new Float64Array(1e5), { a: "x".repeat(1e5) }]) {
    const text = show(value);
    if (text.length > 700 || text.includes("\n")) throw new Error(text);
  }
  assertEquals(show(Float64Array.of(1, 2)), "a Float64Array");
  assertEquals([show(3n), show("3"), show(-0), show({})], ["3n", '"3"', "-0", "an object"]);
  assertEquals(show([1, [2, [3]]]), "[1, [2, an array]]");
});

Deno.test("suggestion() lists so many names, and the nearest of all", () => {
  const names = Array.from({ length: 1000 }, (_, i) => `name${i}`);
  const text = suggestion("nme999", names);
  assertEquals(text.startsWith("did you mean 'name999'? (known are name0, name1, "), true);
  assertEquals(text.endsWith("name23 and 976 more)"), true);
});

Deno.test("nearestName() compares no letters of names that are far too long", () => {
  // Letter by letter this would take hours: the test's end is its proof.
  const [long, other] = ["x".repeat(1e6), "y".repeat(1e6)];
  assertEquals(
    nearestName(long, [other, ...Array.from({ length: 300 }, (_, i) => `f${i}`)]),
    undefined,
  );
});

import { assertEquals, assertThrows } from "@std/assert";
import {
  checkChoice,
  checkNumber,
  checkOptionNames,
  nearestName,
} from "../../spot/options/options.ts";

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

Deno.test("checkChoice() suggests a name if there is a near one", () => {
  assertEquals(checkChoice("bake", "flour", "rye", ["rye", "wheat"]), "rye");
  assertThrows(
    () => checkChoice("bake", "flour", "weat", ["rye", "wheat"]),
    RangeError,
    "did you mean 'wheat'?",
  );
});

Deno.test("nearestName() finds a name that is spelt out", () => {
  assertEquals(nearestName("exponential", ["gauss", "matern52", "exp"]), "exp");
  assertEquals(nearestName("Adamaxx", ["Adam", "AdamW", "Adamax"]), "Adamax");
  assertEquals(nearestName("power_10_integer", ["power_10", "power_10_int"]), "power_10_int");
});

import { assertEquals } from "@std/assert";
import { criteria } from "../../spot/infill/criteria.ts";
import { attemptsOf } from "../../spot/infill/schedule.ts";

const turn = (number: number, left = Infinity) => ({ number, left });
const ei = { rate: criteria.ei, region: "space" } as const;
const nearby = { rate: criteria.ei, region: "trust region" } as const;
const y = { rate: criteria.y, region: "space" } as const;

Deno.test("attemptsOf() goes through the cycle if the criterion is auto", () => {
  assertEquals(attemptsOf("auto", turn(0)), [ei]);
  assertEquals(attemptsOf("auto", turn(1)), [y, ei]);
  assertEquals(attemptsOf("auto", turn(2)), [nearby, ei]);
  assertEquals(attemptsOf("auto", turn(3)), [y, ei]);
  assertEquals(attemptsOf("auto", turn(4)), [ei]);
});

Deno.test("attemptsOf() gives the last evaluation to the predicted mean if the criterion is auto", () => {
  assertEquals(attemptsOf("auto", turn(4, 1)), [y, ei]);
  assertEquals(attemptsOf("auto", turn(4, 2)), [ei]);
});

Deno.test("attemptsOf() keeps to a criterion that was named", () => {
  for (const name of ["ei", "pi", "lcb"] as const) {
    for (const number of [0, 1, 2, 3]) {
      assertEquals(attemptsOf(name, turn(number, 1)), [{ rate: criteria[name], region: "space" }]);
    }
  }
  assertEquals(attemptsOf("y", turn(0)), [y, ei]);
});

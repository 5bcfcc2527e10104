import { assertEquals } from "@std/assert";
import { criteria } from "../../spot/infill/criteria.ts";
import { attemptsOf } from "../../spot/infill/schedule.ts";

const turn = (iteration: number, left = Infinity) => ({ iteration, slot: 0, nPoints: 1, left });
const ei = { rate: criteria.ei, region: "space" } as const;
const nearby = { rate: criteria.ei, region: "trust region" } as const;
const y = { rate: criteria.y, region: "space" } as const;

Deno.test("attemptsOf() goes through the cycle if the criterion is auto", () => {
  for (const start of [0, 6]) {
    assertEquals(attemptsOf("auto", turn(start)), [ei]);
    assertEquals(attemptsOf("auto", turn(start + 2)), [ei]);
    assertEquals(attemptsOf("auto", turn(start + 4)), [nearby, ei]);
    for (const odd of [1, 3, 5]) assertEquals(attemptsOf("auto", turn(start + odd)), [y, ei]);
  }
});

Deno.test("attemptsOf() gives the last evaluation to the predicted mean if the criterion is auto", () => {
  assertEquals(attemptsOf("auto", turn(2, 1)), [y, ei]);
  assertEquals(attemptsOf("auto", turn(2, 2)), [ei]);
});

Deno.test("attemptsOf() keeps to a criterion that was named", () => {
  for (const name of ["ei", "pi", "lcb"] as const) {
    for (const number of [0, 1, 2, 3]) {
      assertEquals(attemptsOf(name, turn(number, 1)), [{ rate: criteria[name], region: "space" }]);
    }
  }
  assertEquals(attemptsOf("y", turn(0)), [y, ei]);
});

Deno.test("attemptsOf() gives a batch one point of the predicted mean in four if the criterion is auto", () => {
  for (const iteration of [0, 1, 2]) {
    const batch = [0, 1, 2, 3].map((slot) =>
      attemptsOf("auto", { iteration, slot, nPoints: 4, left: Infinity })
    );
    assertEquals(batch, [[y, ei], [nearby, ei], [ei], [nearby, ei]]);
  }
});

import { assertEquals } from "@std/assert";
import { criteria } from "../../spot/infill/criteria.ts";
import { attemptsOf } from "../../spot/infill/attempts.ts";

const turn = (iteration: number) => ({
  k: 2,
  iteration,
  slot: 0,
  batch: 1,
  hasFailed: false,
  stagnation: 0,
  isAway: false,
});
const attemptsOfBatch = (batch: number, hasFailed: boolean, iteration = 0, stagnation = 0) =>
  Array.from(
    { length: batch },
    (_, slot) => attemptsOf("auto", { ...turn(iteration), slot, batch, hasFailed, stagnation }),
  );
const ei = { rate: criteria.ei, region: "space" } as const;
const nearby = { rate: criteria.ei, region: "trust region" } as const;
const leave = { ...ei, margin: 0.03 };
const exploreBasin = { rate: criteria.ei, region: "basin" } as const;
const exploitBasin = { rate: criteria.y, region: "basin" } as const;
const y = { rate: criteria.y, region: "space" } as const;

Deno.test("attemptsOf() goes through the cycle if the criterion is auto", () => {
  for (const start of [0, 6]) {
    assertEquals(attemptsOf("auto", turn(start)), [ei]);
    assertEquals(attemptsOf("auto", turn(start + 2)), [ei]);
    assertEquals(attemptsOf("auto", turn(start + 4)), [nearby, ei]);
    for (const odd of [1, 3, 5]) assertEquals(attemptsOf("auto", turn(start + odd)), [y, ei]);
  }
});

Deno.test("attemptsOf() keeps to a criterion that was named", () => {
  for (const name of ["ei", "pi", "lcb"] as const) {
    for (const number of [0, 1, 2, 3]) {
      assertEquals(attemptsOf(name, turn(number)), [{ rate: criteria[name], region: "space" }]);
    }
  }
  assertEquals(attemptsOf("y", turn(0)), [y, ei]);
});

Deno.test("attemptsOf() gives a batch one point of the predicted mean in four if the criterion is auto", () => {
  for (const iteration of [0, 1, 2]) {
    const four = [[y, ei], [nearby, ei], [nearby, ei], [nearby, ei]];
    assertEquals(attemptsOfBatch(4, false, iteration), four);
    assertEquals(attemptsOfBatch(6, false, iteration), [...four, ...four.slice(0, 2)]);
  }
});

Deno.test("attemptsOf() has a batch look elsewhere after one that brought no improvement", () => {
  assertEquals(attemptsOfBatch(4, true), [[y, ei], [ei], [nearby, ei], [nearby, ei]]);
  assertEquals(attemptsOfBatch(2, true), [[y, ei], [ei]]);
});

Deno.test("attemptsOf() keeps to the cycle without batches, whether the last point failed or not", () => {
  for (const iteration of [0, 1, 2, 3, 4, 5]) {
    const kept = attemptsOf("auto", turn(iteration));
    assertEquals(attemptsOf("auto", { ...turn(iteration), hasFailed: true, stagnation: 5 }), kept);
  }
});

Deno.test("attemptsOf() leaves or searches the basin after three points per variable without an improvement", () => {
  const attempts = [0, 1, 2, 3, 4, 5].map((iteration) =>
    attemptsOf("auto", { ...turn(iteration), stagnation: 6 })
  );
  const [out, polish] = [[leave, exploreBasin], [exploitBasin, exploreBasin]];
  assertEquals(attempts, [out, polish, out, polish, [exploreBasin], polish]);
});

Deno.test("attemptsOf() leaves in half of the turns after twice as many points", () => {
  const attempts = [0, 1, 2, 3, 4, 5].map((iteration) =>
    attemptsOf("auto", { ...turn(iteration), stagnation: 12 })
  );
  const [out, polish] = [[leave, exploreBasin], [exploitBasin, exploreBasin]];
  assertEquals(attempts, [out, polish, out, out, [exploreBasin], polish]);
});

Deno.test("attemptsOf() leaves once more after four times as many points, another basin too", () => {
  const outs = (stagnation: number, isAway: boolean) =>
    [0, 1, 2, 3, 4, 5].filter((iteration) =>
      attemptsOf("auto", { ...turn(iteration), stagnation, isAway })[0].margin
    );
  assertEquals([outs(23, false), outs(23, true)], [[0, 2, 3], [0, 2]]);
  assertEquals([outs(24, false), outs(24, true)], [[0, 1, 2, 3], [0, 1, 2]]);
});

Deno.test("attemptsOf() goes on with the incumbent's basin in one turn of six while another is searched", () => {
  const attempts = [1, 3, 5, 7, 9, 11].map((iteration) =>
    attemptsOf("auto", { ...turn(iteration), isAway: true })
  );
  const [polish, incumbent] = [[exploitBasin, exploreBasin], [y, exploreBasin]];
  assertEquals(attempts, [polish, polish, incumbent, polish, polish, incumbent]);
});

Deno.test("attemptsOf() has a batch search the basin after three points per variable without an improvement", () => {
  assertEquals(attemptsOfBatch(4, true, 0, 8), [
    [exploitBasin, exploreBasin],
    [leave, exploreBasin],
    [exploreBasin],
    [exploreBasin],
  ]);
});

Deno.test("attemptsOf() has each batch go on with the incumbent's basin while another is searched", () => {
  const away = (slot: number) => attemptsOf("auto", { ...turn(0), isAway: true, batch: 2, slot });
  assertEquals([away(0), away(1)], [[y, exploreBasin], [exploreBasin]]);
});

Deno.test("attemptsOf() never leaves if a criterion was named", () => {
  assertEquals(attemptsOf("ei", { ...turn(0), stagnation: 9 }), [ei]);
  assertEquals(attemptsOf("y", { ...turn(3), stagnation: 9 }), [y, ei]);
});

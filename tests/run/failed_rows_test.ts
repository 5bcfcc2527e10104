import { assert, assertEquals, assertRejects } from "@std/assert";
import { EvaluationError } from "../../spot/core/objective/evaluation_error.ts";
import type { ObjectiveFunction } from "../../spot/core/objective/objective.ts";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import type { Progress } from "../../spot/run/progress.ts";
import { Spot } from "../../spot/spot.ts";

async function run(
  fun: ObjectiveFunction,
  options: FunControlOptions,
  { initSize = 5, repeats = 1 } = {},
): Promise<Spot> {
  const funControl = funControlInit({ seed: 1, ...options });
  return await new Spot({
    fun,
    funControl,
    designControl: designControlInit({ initSize, repeats }),
  })
    .run();
}

Deno.test("Spot.run() keeps away from where rows fail if no penalty is given", async () => {
  // Half of the space fails, and the responses lead there.
  const fun: ObjectiveFunction = ([a]) => a > 0.5 ? NaN : -a;
  const spot = await run(fun, { lower: [0], upper: [1], funEvals: 25 });
  const failed = spot.y.filter(Number.isNaN).length;
  assert(failed <= 12, `${failed} of 25 rows failed`);
  assert(spot.minY < -0.49, `the best is ${spot.minY}`);
});

const extremes: Readonly<Record<string, [ObjectiveFunction, FunControlOptions]>> = {
  "a penalty near the largest number": [([a]) => a > 0 ? NaN : a * a, { penaltyNA: 1e308 }],
  "responses up to 9e307": [([a]) => a * 1e307, {}],
  "both signs of the largest numbers": [([a]) => a * 1.9e307, {}],
  "noise whose variance is beyond the numbers": [([a], { random }) => a * random() * 1e200, {
    noise: true,
    funRepeats: 2,
  }],
};

for (const [name, [fun, options]] of Object.entries(extremes)) {
  Deno.test(`Spot.run() spends its budget if there are ${name}`, async () => {
    const bounds = { lower: [-9, 0], upper: [9, 1], funEvals: 16 };
    const spot = await run(fun, { ...bounds, ...options }, { repeats: options.noise ? 2 : 1 });
    assertEquals([spot.y.length, spot.record.ended], [16, "finished"]);
    assert(spot.X.flat().every(Number.isFinite));
  });
}

Deno.test("Spot.run() throws the row's error if onResult throws at the failed row", async () => {
  const fun: ObjectiveFunction = ([a]) => {
    if (a > 0) throw new Error("broken");
    return a * a;
  };
  const spot = new Spot({ fun, funControl: funControlInit({ lower: [-5], upper: [5] }) });
  const onResult = ({ row }: Progress) => {
    if (row.failure) throw new Error("told");
  };
  // Were the callback's error left to itself, it would fail this test after its end.
  await assertRejects(() => spot.run({ onResult }), EvaluationError, "broken");
  assertEquals(spot.record.rows.length, 10);
});

Deno.test("Spot.run() throws an error with all finished results if a later row throws", async () => {
  let call = 0;
  const fun: ObjectiveFunction = ([a]) => {
    if (call++ === 8) throw new Error("broken");
    return a * a;
  };
  const options = { lower: [-5], upper: [5], funEvals: 12 };
  const error = await assertRejects(() => run(fun, options), EvaluationError, "row 8 at x = [");
  assertEquals(error.results.map(({ row }) => row), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

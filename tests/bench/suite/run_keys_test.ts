import { assertEquals, assertThrows } from "@std/assert";
import { runKeys } from "../../../bench/suite/run_keys.ts";
import { UsageError } from "../../../spot/cli/options.ts";

const plan = {
  ...{ suite: "bbob", functions: [1, 8], dimensions: [2], instances: [71, 72] },
  ...{ evals: 50, noise: 0, batch: 1, pending: 0 },
};

Deno.test("runKeys() has each problem once, in the same order for all tuners", () => {
  const problems = runKeys("spot", plan).map((
    { function: number, instance },
  ) => [number, instance]);
  assertEquals(problems, [[1, 71], [1, 72], [8, 71], [8, 72]]);
  const others = runKeys("random", plan).map((key) => ({ ...key, tuner: "spot" }));
  assertEquals(others, runKeys("spot", plan));
});

Deno.test("runKeys() has points pending in Spot's runs alone", () => {
  const pendingOf = (tuner: string) => runKeys(tuner, { ...plan, pending: 4 })[0].pending;
  assertEquals(["spot", "spot-new", "optuna-tpe", "random"].map(pendingOf), [4, 4, 0, 0]);
});

Deno.test("runKeys() refuses points that are pending and in batches", () => {
  assertThrows(() => runKeys("random", { ...plan, pending: 4, batch: 2 }), UsageError, "4 and 2");
  assertEquals(runKeys("spot", { ...plan, batch: 2 })[0].batch, 2);
});

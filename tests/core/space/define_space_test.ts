import { assertEquals, assertThrows } from "@std/assert";
import { defineObjective } from "../../../spot/core/objective/objective.ts";
import {
  type ConfigurationOf,
  defineSpace,
  factor,
  fixed,
  float,
  int,
  ordinal,
} from "../../../spot/core/space/define_space.ts";
import { restrict } from "../../../spot/core/space/restrict.ts";
import { toConfiguration } from "../../../spot/core/space/configuration.ts";
import { type FunControl, funControlInit } from "../../../spot/control/fun_control.ts";
import { LightHyperDict } from "../../../spot/space/light_hyper_dict.ts";
import { setHyperparameter } from "../../../spot/space/set_hyperparameter.ts";
import { Spot } from "../../../spot/spot.ts";

const spec = {
  learningRate: float(1e-4, 1e-1, { scale: "log", default: 1e-3 }),
  layers: int(1, 8),
  batch: ordinal([16, 32, 64]),
  optimizer: factor(["sgd", "adam"], { default: "adam" }),
  nesterov: factor([true, false]),
  epochs: fixed(10),
};
const space = defineSpace(spec);

/** Compiles only if both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : never;
const same = <A, B>(_: Same<A, B>) => {};

Deno.test("defineSpace() infers the type of its configurations", () => {
  same<ConfigurationOf<typeof space>, {
    readonly learningRate: number;
    readonly layers: number;
    readonly batch: 16 | 32 | 64;
    readonly optimizer: "sgd" | "adam";
    readonly nesterov: boolean;
    readonly epochs: 10;
  }>(true);
});

Deno.test("defineSpace() makes variables that name every value", () => {
  assertEquals(toConfiguration(space.variables, [0.01, 3, 2, 0, 1]), {
    learningRate: 0.01,
    layers: 3,
    batch: 64,
    optimizer: "sgd",
    nesterov: false,
    epochs: 10,
  });
  assertEquals(space.variables[0], {
    ...{ name: "learningRate", type: "float", lower: 1e-4, upper: 0.1 },
    ...{ scale: "log", default: 1e-3 },
  });
});

Deno.test("defineSpace() refuses what cannot be searched", () => {
  const cases: [() => unknown, string][] = [
    [() => defineSpace({}), "at least one variable"],
    [() => defineSpace(3 as never), "must be an object of variables by name: current value is 3"],
    [() => defineSpace({ a: 3 as never }), "'a' must be made by float, int, ordinal, factor"],
    [() => defineSpace(Object.fromEntries([["__proto__", int(0, 1)]])), "other than '__proto__'"],
    [() => float(0, 1, { scale: "log" }), "on a log scale must be above 0: current value is 0"],
    [() => float(2, 1), "must not exceed the upper one"],
    [() => float(0, NaN), "must be a finite number"],
    [() => float("0" as never, 1), 'must be a finite number: current value is "0"'],
    [() => float(0, 1, { scale: "logarithmic" as never }), "'scale' must be one of linear, log"],
    [() => float(0, 1, { default: 2 }), "'default' must be a number from 0 to 1"],
    [() => float(0, 1, { step: 2 } as never), "option 'step' is unknown"],
    [() => int(0.5, 2), "must be a safe integer"],
    [() => factor([]), "at least one level"],
    [() => factor(["a", "a"]), 'level "a" is repeated'],
    [() => factor([NaN]), "level 0 is NaN"],
    [() => factor(["a", ""]), 'level 1 is ""'],
    [() => factor(["a", null as never]), "level 1 is null"],
    [() => defineSpace({ a: { type: "float", lower: 5, upper: 1 } }), "must not exceed"],
    [
      () => defineSpace({ a: { type: "factor", levels: ["p"], lower: 0, upper: 5 } }),
      "bounds 0 and 0",
    ],
    [() => defineSpace({ a: { ...float(0, 1), scale: "Log" as never } }), "'scale' must be one of"],
    [() => ordinal([1, 2], { default: 3 as never }), "'default' must be one of its levels, [1, 2]"],
  ];
  for (const [action, message] of cases) assertThrows(action, Error, message);
});

Deno.test("restrict() narrows a space and leaves it as it was", () => {
  const before = structuredClone(space.variables);
  const narrow = restrict(space, { learningRate: [1e-3, 1e-2], optimizer: ["adam"], layers: 4 });
  assertEquals(toConfiguration(narrow.variables, [0.005, 0, 0]), {
    learningRate: 0.005,
    layers: 4,
    batch: 16,
    optimizer: "adam",
    nesterov: true,
    epochs: 10,
  });
  assertEquals(space.variables, before);
  const optimizer: "adam" = null! as ConfigurationOf<typeof narrow>["optimizer"];
  assertEquals(optimizer, null);
});

Deno.test("restrict() keeps an ordinal's order, and takes names that objects have of their own", () => {
  assertEquals(restrict(space, { batch: [64, 16] }).variables[2].levels, [16, 64]);
  const odd = defineSpace({ constructor: float(0, 1), b: float(0, 1) });
  assertEquals(restrict(odd, { b: [0, 0.5] } as never).variables.map(({ upper }) => upper), [
    1,
    0.5,
  ]);
});

Deno.test("restrict() takes any of the levels that only the program knows", () => {
  const sizes: number[] = [16, 32, 64, 128];
  const known = defineSpace({ size: ordinal(sizes) });
  assertEquals(restrict(known, { size: [16, 64, 128] }).variables[0].levels, [16, 64, 128]);
  assertEquals(restrict(known, { size: sizes.slice(0, 1) }).variables[0].levels, [16]);
});

Deno.test("restrict() refuses what the space does not have", () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ lerningRate: 1 }, "'lerningRate' does not exist: did you mean 'learningRate'?"],
    [{ learningRate: [1e-5, 1e-2] }, "must lie from 0.0001 to 0.1"],
    [{ learningRate: [1e-3, 1e-2, 1e-1] }, "one value or a lower and an upper bound"],
    [{ optimizer: ["adma"] }, 'level "adma" does not exist: did you mean'],
    [{ optimizer: [] }, "at least one level"],
    [{ layers: [1.5, 2] }, "must be a safe integer"],
  ];
  for (const [change, message] of cases) {
    assertThrows(() => restrict(space, change as never), Error, message);
  }
});

Deno.test("mistakes in a space's names and levels do not compile", () => {
  const compile = () => {
    defineObjective(import.meta.url, "fun", space, (configuration) => {
      // @ts-expect-error: no such variable
      return configuration.lerningRate;
    });
    defineObjective(import.meta.url, "fun", space, ({ optimizer, batch }, { configuration }) => {
      // @ts-expect-error: no such level
      if (optimizer === "adma") return 0;
      // @ts-expect-error: no such level
      if (configuration.batch === 17) return 1;
      return batch;
    });
    // @ts-expect-error: no such level
    factor(["a", "b"], { default: "c" });
    // @ts-expect-error: no such variable
    restrict(space, { lerningRate: [1e-3, 1e-2] });
    // @ts-expect-error: no such level
    restrict(space, { optimizer: ["adma"] });
    const funControl = funControlInit({
      coreModelName: "NNResNetRegressor",
      hyperDict: LightHyperDict,
    });
    // @ts-expect-error: no such level
    setHyperparameter(funControl, "act_fn", ["ReLUU"]);
    // @ts-expect-error: no such hyperparameter
    setHyperparameter(funControl, "lr_mul", [0, 1]);
    // @ts-expect-error: no such option
    funControlInit({ space, funeval: 3 });
    // @ts-expect-error: another space than the objective's
    new Spot({ fun, funControl: funControlInit({ space: defineSpace({ rate: int(1, 2) }) }) });
    new Spot({ fun, funControl: funControlInit({ funEvals: 3 }) }).minConfiguration?.layers;
    new Spot({ fun }).ask(1)[0].configuration.layers;
    // @ts-expect-error: no such variable
    new Spot({ fun }).ask(1)[0].configuration.lerningRate;
  };
  assertEquals(typeof compile, "function");
});

const fun = defineObjective(
  import.meta.url,
  "fun",
  space,
  ({ learningRate, layers, batch, optimizer, nesterov, epochs }) =>
    Math.abs(learningRate - 0.01) * 10 + Math.abs(layers - 4) + batch / epochs +
    (optimizer === "sgd" ? 1 : 0) + (nesterov ? 0 : 1),
);

Deno.test("Spot takes the space that the objective names, and gives configurations of its type", async () => {
  const spot = await new Spot({ fun, funControl: funControlInit({ funEvals: 25 }) }).run();
  const { learningRate, optimizer, batch }: ConfigurationOf<typeof space> = spot.minConfiguration!;
  assertEquals([optimizer, batch], ["adam", 16]);
  assertEquals(spot.minX[0], learningRate);
  const [{ x, configuration }] = spot.ask(1);
  const layers: number = configuration.layers;
  assertEquals(layers, x[1]);
});

Deno.test("Spot takes a narrower space of the objective's, and no other one", async () => {
  const narrow = restrict(space, { optimizer: "sgd", layers: [2, 3] });
  const options = { funEvals: 20, space: narrow };
  const spot = await new Spot({ fun, funControl: funControlInit(options) }).run();
  assertEquals(spot.X.every(([, layers]) => layers === 2 || layers === 3), true);
  const { optimizer }: { optimizer: "sgd" } = spot.minConfiguration!;
  assertEquals(optimizer, "sgd");
  const wider = defineSpace({ ...spec, learningRate: float(1e-9, 1, { scale: "log" }) });
  const linear = defineSpace({ ...spec, learningRate: float(1e-4, 1e-1) });
  const levels = defineSpace({ ...spec, optimizer: factor(["sgd", "rprop"]) });
  for (const space of [wider, linear, levels]) {
    const funControl = funControlInit({ space }) as FunControl;
    assertThrows(
      () => new Spot({ fun, funControl }),
      RangeError,
      "within the objective's own space",
    );
  }
  const other = funControlInit({ lower: [0], upper: [1] });
  assertThrows(() => new Spot({ fun, funControl: other }), RangeError, "objective's own space");
  assertThrows(() => new Spot({ fun: () => 1 }), TypeError, "the search space is missing");
});

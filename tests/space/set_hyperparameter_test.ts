import { assertEquals, assertThrows } from "@std/assert";
import { toConfiguration } from "../../spot/core/space/configuration.ts";
import { defineSpace, float, ordinal } from "../../spot/core/space/define_space.ts";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { LightHyperDict } from "../../spot/space/light_hyper_dict.ts";
import { freeVariables } from "../../spot/core/space/search_space.ts";
import { type HasVariables, setHyperparameter } from "../../spot/space/set_hyperparameter.ts";

const controls = () =>
  funControlInit({ coreModelName: "NNResNetRegressor", hyperDict: LightHyperDict });

Deno.test("setHyperparameter() sets bounds and levels in the table's order", () => {
  const funControl = controls();
  setHyperparameter(funControl, "optimizer", ["Adadelta", "Adam", "Adamax"]);
  setHyperparameter(funControl, "l1", [2, 5]);
  const [l1, , , , optimizer] = funControl.variables;
  assertEquals([l1.lower, l1.upper], [2, 5]);
  assertEquals([optimizer.lower, optimizer.upper, optimizer.levels?.[2]], [0, 2, "Adamax"]);
  assertEquals(controls().variables[0].lower, 3, "other controls are untouched");
});

Deno.test("setHyperparameter() fixes a variable if it has one value", () => {
  const funControl = controls();
  setHyperparameter(funControl, "l1", [4, 4]);
  setHyperparameter(funControl, "dropout_prob", [0.1]);
  setHyperparameter(funControl, "optimizer", ["Adam"]);
  assertEquals(freeVariables(funControl.variables).length, 6);
  const configuration = toConfiguration(funControl.variables, [5, 6, 2, 1.5, 3, 4]);
  assertEquals(configuration, {
    l1: 16,
    epochs: 32,
    batch_size: 64,
    act_fn: "ReLU",
    optimizer: "Adam",
    dropout_prob: 0.1,
    lr_mult: 1.5,
    patience: 8,
    initialization: "xavier_normal",
  });
});

Deno.test("setHyperparameter() refuses what does not fit, and says what does", () => {
  const cases: [string, unknown, string][] = [
    ["lr_mul", [0, 1], "did you mean 'lr_mult'?"],
    ["optimizer", ["Adma"], 'level "Adma" does not exist: did you mean'],
    ["optimizer", ["SparseAdam"], "needs sparse gradients"],
    ["optimizer", ["Adam", "Adam"], 'level "Adam" is repeated'],
    ["optimizer", [], "at least one level"],
    ["optimizer", [0, 1], "level 0 does not exist"],
    ["l1", [5, 2], "lower bound must not exceed"],
    ["l1", [2.5, 5], "a safe integer: current value is 2.5"],
    ["l1", ["2", "5"], `'lower' must be a safe integer`],
    ["lr_mult", [0, Infinity], "must be a finite number: current value is Infinity"],
    ["lr_mult", [NaN, 1], "current value is NaN"],
    ["lr_mult", [0, 1, 2], "one value or a lower and an upper bound"],
    ["lr_mult", 3, "must be an array: current value is 3"],
    ["l1", [1, 3], "its bounds must lie from 2 to 12 (before the transform 'power_2_int')"],
    ["dropout_prob", [0, 2], "its bounds must lie from 0 to 0.99"],
    ["lr_mult", [-1, 1], "its bounds must lie from"],
    ["epochs", [2, 1100], "its bounds must lie from 0 to 20"],
    [undefined as never, [1], "its name must be a string"],
  ];
  for (const [name, values, message] of cases) {
    assertThrows(
      () => setHyperparameter(controls() as HasVariables, name, values as number[]),
      Error,
      message,
    );
  }
});

Deno.test("setHyperparameter() stays within the space that was given, and may go back to it", () => {
  const space = defineSpace({ rate: float(0.1, 1, { scale: "log" }), size: ordinal([1, 2, 3]) });
  const funControl = funControlInit({ space });
  setHyperparameter(funControl, "rate", [0.2, 0.5]);
  setHyperparameter(funControl, "rate", [0.2, 1]);
  setHyperparameter(funControl, "size", [1]);
  setHyperparameter(funControl, "size", [3, 1]);
  const [rate, size] = funControl.variables;
  assertEquals([rate.lower, rate.upper, size.levels], [0.2, 1, [1, 3]]);
  assertThrows(
    () => setHyperparameter(funControl, "rate", [0.01, 0.5]),
    RangeError,
    "Cannot set hyperparameter 'rate' as its bounds must lie from 0.1 to 1: current value is [0.01, 0.5]",
  );
  assertThrows(
    () => setHyperparameter(funControl, "size", [1, 4 as 3]),
    RangeError,
    "level 4 does not exist",
  );
  assertThrows(
    () => setHyperparameter(funControlInit({}) as HasVariables, "rate", [1]),
    RangeError,
    "the controls name no space: narrow the objective's own by restrict()",
  );
});

Deno.test("LightHyperDict holds the table of NNResNetRegressor", () => {
  const names = Object.keys(LightHyperDict.NNResNetRegressor);
  assertEquals(
    names.join(" "),
    "l1 epochs batch_size act_fn optimizer dropout_prob lr_mult patience initialization",
  );
  assertEquals(LightHyperDict.NNResNetRegressor.optimizer.levels.length, 12);
  const optimizer = controls().variables.find(({ name }) => name === "optimizer");
  assertEquals(optimizer?.levels?.length, 11, "SparseAdam is no level of the search");
});

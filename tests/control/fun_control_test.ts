import { assertEquals, assertThrows } from "@std/assert";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { defineSpace, int } from "../../spot/core/space/define_space.ts";
import { LightHyperDict } from "../../spot/space/light_hyper_dict.ts";

const bounds = { lower: [0, 0], upper: [1, 2] };

Deno.test("funControlInit() has spotPython's defaults but for maxTime", () => {
  const control = funControlInit(bounds);
  assertEquals(control.funEvals, 15);
  assertEquals(control.maxTime, Infinity);
  assertEquals(control.seed, 123);
  assertEquals(control.nPoints, 1);
  assertEquals(control.variables.map(({ name, type }) => `${name} ${type}`), [
    "x0 float",
    "x1 float",
  ]);
});

Deno.test("funControlInit() takes levels by name or by column", () => {
  const space = { lower: [0, 0], upper: [1, 2], varType: ["float", "factor"] as const };
  const levels = ["a", "b", "c"];
  for (const given of [{ x1: levels }, [null, levels]]) {
    assertEquals(funControlInit({ ...space, levels: given }).variables[1].levels, levels);
  }
});

Deno.test("funControlInit() refuses bad input", () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ lower: [0] }, "bounds need both 'lower' and 'upper'"],
    [
      { ...bounds, space: defineSpace({ a: int(0, 1) }) },
      "must be given once: current are 'space' and 'lower'",
    ],
    [{ space: {} }, "'space' must be made by defineSpace"],
    [{ ...bounds, funeval: 3 }, "did you mean 'funEvals'?"],
    [{ ...bounds, funEvals: 0 }, "'funEvals' must be a positive integer: current value is 0"],
    [{ ...bounds, maxTime: 0 }, "'maxTime' must be a number above 0"],
    [{ ...bounds, maxTime: NaN }, "'maxTime'"],
    ...[NaN, -1, 1.5, 2 ** 60, "abc"].map((seed): [Record<string, unknown>, string] => [
      { ...bounds, seed },
      "'seed' must be an integer",
    ]),
    [{ lower: [1], upper: [0] }, "lower bound must not exceed"],
    [{ lower: [0], upper: [Infinity] }, "must be a finite number"],
    [{ lower: [NaN], upper: [1] }, "'lower[0]' must be a finite number: current value is NaN"],
    [{ lower: [0], upper: 1 }, "'upper' must be an array, each entry a finite number"],
    [{ lower: [0, 0], upper: [1] }, "'upper' must be an array of 2"],
    [{ lower: [], upper: [] }, "non-empty array"],
    [{ lower: [1], upper: [1] }, "nothing is left to search"],
    [
      { lower: [0.5], upper: [2], varType: ["int"] },
      "must be a safe integer: current value is 0.5",
    ],
    [{ ...bounds, varType: ["float", "real"] }, "'varType[1]' must be one of"],
    [{ ...bounds, varTrans: ["none", "eval"] }, "'varTrans[1]' must be one of"],
    [{ ...bounds, varName: ["a", "a"] }, "the name 'a' is repeated"],
    [{ ...bounds, varName: ["a", ""] }, "non-empty string"],
    [{ ...bounds, varName: ["a", "__proto__"] }, "other than '__proto__'"],
    [{ ...bounds, varType: ["float", "factor"], levels: { x1: [] } }, "at least one level"],
    [{ ...bounds, varType: ["float", "factor"], levels: { x1: ["a", "a", "b"] } }, "repeated"],
    [{ ...bounds, varType: ["float", "factor"], levels: { x1: ["a", "b"] } }, "bounds 0 and 1"],
    [{ ...bounds, levels: { x9: ["a"] } }, "does not exist: 'x9'"],
    [{ ...bounds, levels: { x1: ["a", "b"] } }, "only a factor or an ordinal has levels"],
    [{ coreModelName: "NNResNet", hyperDict: LightHyperDict }, "did you mean 'NNResNetRegressor'?"],
    [{ coreModelName: "NNResNetRegressor" }, "go together"],
    [
      { coreModelName: "NNResNetRegressor", hyperDict: LightHyperDict, ...bounds },
      "must be given once: current are 'hyperDict' and 'lower'",
    ],
    [{ coreModelName: 3, hyperDict: LightHyperDict }, "'coreModelName' must be a name"],
    [
      { ...bounds, lIn: 9, dataSet: { features: [[1, 2]], target: [1] } },
      "features of 'dataSet', 2",
    ],
    [{ ...bounds, levels: null }, "'levels' must hold levels"],
    [{ ...bounds, levels: 3 }, "'levels' must hold levels"],
    [{ ...bounds, levels: [null, null, ["a"]] }, "at most one entry per variable"],
    [{ ...bounds, varType: ["float", "factor"] }, "at least one level"],
    [
      {
        ...bounds,
        varType: ["float", "factor"],
        varTrans: ["none", "power_10"],
        levels: [null, ["a", "b", "c"]],
      },
      "levels have no transform",
    ],
    [{ lower: [0], upper: [1e300], varType: ["int"] }, "must be a safe integer"],
    [{ lower: new Array(2), upper: [1, 1] }, "must be a finite number"],
    [{ ...bounds, seed: null }, "'seed' must be an integer"],
    [{ ...bounds, funEvals: null }, "'funEvals' must be a positive integer"],
    [{ ...bounds, ocbaDelta: 2 }, "'ocbaDelta' needs 'noise: true'"],
    [{ ...bounds, pending: 2 }, "'pending' needs 'asynchronous: true'"],
    [{ ...bounds, asynchronous: true, nPoints: 2 }, "one point at a time"],
    [{ ...bounds, weights: [1, 0] }, "'weights' must be a finite number other than 0"],
    [{ ...bounds, toleranceX: 3 }, "'toleranceX' must be a number from 0 to 1"],
    [{ ...bounds, mo2so: 3 }, "'mo2so' must be a function"],
    [{ ...bounds, infillCriterion: "eii" }, "did you mean 'ei'?"],
    [{ ...bounds, scaler: "robust" }, "'scaler' must be one of"],
    [{ ...bounds, testSize: 2 }, "'testSize' must be"],
    [{ ...bounds, testSize: 0 }, "'testSize' must be a number above 0 and at most 0.9"],
  ];
  for (const [options, message] of cases) {
    assertThrows(() => funControlInit(options as FunControlOptions), Error, message);
  }
});

Deno.test("designControlInit() refuses bad input", () => {
  assertEquals(designControlInit(), { initSize: 10, repeats: 1 });
  for (const initSize of [-1, 1.5, NaN, "3"]) {
    assertThrows(() => designControlInit({ initSize: initSize as number }), Error, "'initSize'");
  }
  assertThrows(() => designControlInit({ repeats: 0 }), RangeError, "'repeats'");
  assertThrows(() => designControlInit({ size: 3 } as object), TypeError, "'size' is unknown");
});

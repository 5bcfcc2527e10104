import { assert, assertEquals, assertThrows } from "@std/assert";
import { toConfiguration } from "../../../spot/core/space/configuration.ts";
import {
  type ConfigurationOf,
  defineSpace,
  factor,
  fixed,
  float,
  int,
  ordinal,
  type SpaceSpec,
} from "../../../spot/core/space/define_space.ts";
import { createDomain } from "../../../spot/core/space/domain.ts";
import { restrict } from "../../../spot/core/space/restrict.ts";
import { freeVariables } from "../../../spot/core/space/search_space.ts";
import { defineObjective } from "../../../spot/core/objective/objective.ts";
import { funControlInit } from "../../../spot/control/fun_control.ts";
import { setHyperparameter } from "../../../spot/space/set_hyperparameter.ts";
import { Spot } from "../../../spot/spot.ts";

const space = defineSpace({
  optimizer: factor(["sgd", "adam", "rprop"]),
  layers: int(1, 8),
  momentum: float(0, 0.9, { when: { optimizer: "sgd" } }),
  nesterov: factor([true, false], { when: { momentum: [0.1, 0.9] } }),
  beta: float(0.01, 1, { scale: "log", when: { optimizer: ["adam", "rprop"], layers: [2, 4] } }),
  width: ordinal([16, 32, 64], { when: { layers: [3, 8] } }),
  skip: int(0, 4, { when: { layers: 8 } }),
  damping: fixed(0.5, { when: { optimizer: "sgd" } }),
});
const { variables } = space;
const domain = createDomain(variables);

Deno.test("defineSpace() keeps conditions as levels and bounds", () => {
  assertEquals(variables.map(({ when }) => when), [
    undefined,
    undefined,
    { optimizer: ["sgd"] },
    { momentum: [0.1, 0.9] },
    { optimizer: ["adam", "rprop"], layers: [2, 4] },
    { layers: [3, 8] },
    { layers: [8, 8] },
    { optimizer: ["sgd"] },
  ]);
  assert(Object.isFrozen(variables[2]) && Object.isFrozen(variables[2].when));
  assertEquals(structuredClone(variables), [...variables]);
});

Deno.test("toConfiguration() leaves out what is inactive, and what depends on it", () => {
  const at = (x: readonly number[]) => toConfiguration(variables, x);
  assertEquals(at([0, 8, 0.5, 1, 0.1, 2, 3]), {
    ...{ optimizer: "sgd", layers: 8, momentum: 0.5, nesterov: false, width: 64, skip: 3 },
    damping: 0.5,
  });
  // A range's ends belong to it.
  assertEquals(at([1, 2, 0.5, 1, 0.1, 2, 3]), { optimizer: "adam", layers: 2, beta: 0.1 });
  assertEquals(Object.keys(at([2, 5, 0.5, 1, 0.1, 2, 3])), ["optimizer", "layers", "width"]);
  // nesterov needs a momentum of its range, and momentum itself.
  assertEquals("nesterov" in at([0, 1, 0.05, 1, 0.1, 2, 3]), false);
  assertEquals("nesterov" in at([1, 1, 0.5, 1, 0.1, 2, 3]), false);
});

Deno.test("Domain.canonical() gives one point for each configuration", () => {
  const a = domain.canonical([1, 5, 0.5, 1, 0.7, 2, 0]);
  assertEquals(a, domain.canonical([1, 5, 0.1, 0, 0.01, 2, 4]));
  // The centre, 0.1 being that of the log scale, but for rounding; of a factor the first level.
  assertEquals(a.with(4, 0), [1, 5, 0.45, 0, 0, 2, 2]);
  assert(Math.abs(a[4] - 0.1) < 1e-15);
  assertEquals(domain.canonical(a), a);
  assertEquals(toConfiguration(variables, a), { optimizer: "adam", layers: 5, width: 64 });
  const active = [0, 8, 0.5, 1, 0.1, 2, 3];
  assertEquals(domain.canonical(active).with(4, 0), active.with(4, 0));
});

Deno.test("a conditional variable may be undefined in the configuration's type", () => {
  const compile = () => {
    defineObjective(import.meta.url, "fun", space, ({ optimizer, layers, momentum, damping }) => {
      const levels: "sgd" | "adam" | "rprop" = optimizer;
      // @ts-expect-error: it may be undefined
      const sure: number = momentum;
      // @ts-expect-error: it may be undefined
      const half: 0.5 = damping;
      return levels.length + layers + sure + half + (momentum ?? 0);
    });
    const values: ConfigurationOf<typeof space>["nesterov"][] = [true, false, undefined];
    // @ts-expect-error: no such level
    const width: ConfigurationOf<typeof space>["width"] = 17;
    // @ts-expect-error: values of other variables by name
    float(0, 1, { when: "sgd" });
    const unknown = restrict(space, { momentum: [0.1, 0.5], width: [16, 32] });
    const narrow: ConfigurationOf<typeof unknown>["width"][] = [16, 32, undefined];
    // @ts-expect-error: no such level any more
    const wide: ConfigurationOf<typeof unknown>["width"] = 64;
    return [values, width, narrow, wide];
  };
  assertEquals(typeof compile, "function");
});

Deno.test("defineSpace() refuses conditions that no configuration can follow", () => {
  const x = factor(["p", "q"]);
  const cases: [SpaceSpec, string][] = [
    [
      { x, a: float(0, 1, { when: { y: "p" } }) },
      "Cannot define the conditions of 'a' as variable 'y' does not exist",
    ],
    [
      { optimizer: x, a: float(0, 1, { when: { optimiser: "p" } }) },
      "variable 'optimiser' does not exist: did you mean 'optimizer'?",
    ],
    [
      { optimizer: factor(["sgd", "adam"]), a: float(0, 1, { when: { optimizer: "sdg" } }) },
      "Cannot define the conditions of 'a' on 'optimizer' as level \"sdg\" does not exist: did you mean 'sgd'?",
    ],
    [{ x, a: float(0, 1, { when: { x: [] } }) }, "needs at least one level"],
    [
      { n: int(1, 8), a: float(0, 1, { when: { n: [2, 9] } }) },
      "Cannot define the conditions of 'a' on 'n' as its bounds must lie from 1 to 8: current value is [2, 9]",
    ],
    [{ n: int(1, 8), a: float(0, 1, { when: { n: [4, 2] } }) }, "must not exceed the upper one"],
    [
      { n: int(1, 8), a: float(0, 1, { when: { n: "two" } }) },
      "on 'n' as the condition must be one integer or two, a lower and an upper bound: current value is \"two\"",
    ],
    [{ n: int(1, 8), a: float(0, 1, { when: { n: [1.5, 2] } }) }, "current value is [1.5, 2]"],
    [{ n: int(1, 8), a: float(0, 1, { when: { n: [1, 2, 3] } }) }, "one integer or two"],
    [
      { n: float(1, 8), a: float(0, 1, { when: { n: "sgd" } }) },
      "on 'n' as the condition must be a lower and an upper bound, two finite numbers: current value is \"sgd\"",
    ],
    [{ n: float(1, 8), a: float(0, 1, { when: { n: [2, Infinity] } }) }, "two finite numbers"],
    [{ n: float(1, 8), a: float(0, 1, { when: { n: [] } }) }, "current value is []"],
    [
      { n: float(1, 8), a: float(0, 1, { when: { n: 2 } }) },
      "on 'n' as a range of numbers must have a width: current value is [2, 2]",
    ],
    [
      { x, a: float(0, 1, { when: { a: [0, 0.5] } }) },
      "Cannot define the conditions of 'a' as it must depend on others: current is 'a'",
    ],
    [
      {
        a: float(0, 1, { when: { b: [0, 0.5] } }),
        b: float(0, 1, { when: { c: [0, 0.5] } }),
        c: float(0, 1, { when: { a: [0, 0.5] } }),
      },
      "Cannot define a space as conditions must not depend on themselves: current ones are 'a' on 'b' on 'c' on 'a'",
    ],
    [
      {
        x,
        a: factor(["r", "s"], { when: { x: "p" } }),
        b: float(0, 1, { when: { a: "r", x: "q" } }),
      },
      "Cannot define a space with variable 'b' as its conditions must be able to hold together: those on 'x' leave it no value",
    ],
    [
      {
        n: float(0, 1),
        a: int(0, 3, { when: { n: [0, 0.5] } }),
        b: int(0, 3, { when: { n: [0.5, 1], a: 1 } }),
      },
      "those on 'n' leave it no value",
    ],
  ];
  for (const [spec, message] of cases) {
    assertThrows(() => defineSpace(spec), Error, message);
  }
  for (const when of ["x", {}, ["x"], null, 3]) {
    const message =
      "'when' must be an object with the values of at least one other variable by name";
    assertThrows(() => float(0, 1, { when: when as never }), TypeError, message);
  }
});

Deno.test("defineSpace() refuses names that an object puts in front of the others", () => {
  for (const name of ["0", "17", "4294967296"]) {
    assertThrows(
      () => defineSpace({ a: int(0, 1), [name]: int(0, 1) }),
      RangeError,
      `must not be an integer, which an object would put in front of the others: current value is '${name}'`,
    );
  }
  assertEquals(defineSpace({ a: int(0, 1), "01": int(0, 1) }).variables[1].name, "01");
});

Deno.test("restrict() takes a variable out of the search if it can never be active", () => {
  const narrow = restrict(space, { optimizer: ["adam", "rprop"], layers: [2, 7] });
  const { record } = new Spot({ fun: () => 0, funControl: funControlInit({ space: narrow }) });
  const free = freeVariables(record.variables);
  assertEquals(free.map(({ name }) => name), ["optimizer", "layers", "beta", "width"]);
  assertEquals(toConfiguration(record.variables, [0, 3, 0.1, 1]), {
    ...{ optimizer: "adam", layers: 3, beta: 0.1, width: 32 },
  });
  // The order of levels changes with restrict(): conditions name them.
  const turned = restrict(space, { optimizer: ["adam", "sgd"] });
  assertEquals(
    Object.keys(toConfiguration(turned.variables, [1, 1, 0.5, 0, 0.1, 0, 0])),
    ["optimizer", "layers", "momentum", "nesterov", "damping"],
  );
  const none = restrict(space, { optimizer: "adam", layers: 1 });
  assertThrows(
    () => new Spot({ fun: () => 0, funControl: funControlInit({ space: none }) }),
    RangeError,
    "every variable is fixed",
  );
});

Deno.test("freeVariables() resolves conditions on fixed variables", () => {
  const narrow = restrict(space, { optimizer: "sgd", momentum: 0.4 });
  const byName = Object.fromEntries(
    freeVariables(narrow.variables).map(({ name, when }) => [name, when]),
  );
  assertEquals(byName.nesterov, undefined);
  assertEquals(byName.width, { layers: [3, 8] });
});

Deno.test("setHyperparameter() can narrow a parent, and widen it again", () => {
  const funControl = funControlInit({ space });
  const columns = () => new Spot({ fun: () => 0, funControl }).ask(1)[0].x.length;
  assertEquals(columns(), 7);
  setHyperparameter(funControl, "optimizer", ["adam", "rprop"]);
  assertEquals(columns(), 5);
  setHyperparameter(funControl, "optimizer", ["sgd", "adam"]);
  assertEquals(columns(), 7);
});

Deno.test("Spot refuses other conditions than those of the objective's space", () => {
  const make = (level: string) =>
    defineSpace({ kind: factor(["p", "q"]), a: float(0, 1, { when: { kind: level } }) });
  const fun = defineObjective(import.meta.url, "fun", make("p"), () => 0);
  assertEquals(new Spot({ fun, funControl: funControlInit({ space: make("p") }) }).y, []);
  assertThrows(
    () => new Spot({ fun, funControl: funControlInit({ space: make("q") }) }),
    RangeError,
    "must have 'a' within the objective's own space",
  );
});

Deno.test("Spot refuses conditions written by hand that fit no variables", () => {
  const [, n] = variables;
  const cases: [object, string][] = [
    [{ gone: [1, 2] }, "variable 'gone' does not exist"],
    [{ layers: ["two"] }, "its condition on 'layers' must be an array of two bounds"],
    [{ optimizer: "sgd" }, "its condition on 'optimizer' must be an array of levels"],
    [{ m: [1, 2] }, "must not depend on themselves"],
  ];
  for (const [when, message] of cases) {
    const m = { name: "m", type: "int", lower: 0, upper: 3, when } as typeof n;
    const by = { ...space, variables: [...variables, m] };
    assertThrows(() => funControlInit({ space: by }), Error, message);
  }
});

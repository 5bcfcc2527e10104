import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { analyticalFunctions } from "../../spot/fun/analytical_functions.ts";
import { isObjective } from "../../spot/core/objective/objective.ts";
import { createContext } from "../../spot/core/objective/evaluate_row.ts";
import { minimizeInBox } from "../../spot/search/bounded_quasi_newton.ts";
import { createStream } from "../../spot/core/random/stream.ts";

const problem = { seed: 1, variables: [], controls: {} };
const { signal } = new AbortController();
const context = createContext({ row: 0, x: [], replicate: 0 }, { problem, signal });
const table = Object.entries(analyticalFunctions);

function valueAt(name: string, x: readonly number[]): number {
  const value = analyticalFunctions[name as keyof typeof analyticalFunctions].objective(x, context);
  assert(typeof value === "number");
  return value;
}

Deno.test("analyticalFunctions has the optimum at each minimizer", () => {
  for (const [name, { optimum, minimizers, lower, upper }] of table) {
    for (const x of minimizers) {
      // Published minimizers have 8 digits or more: the value is then good to 1e-9.
      assertAlmostEquals(valueAt(name, x), optimum, 1e-9, name);
      assert(x.every((value, j) => lower[j] <= value && value <= upper[j]), name);
    }
  }
});

Deno.test("analyticalFunctions has no value below the optimum", () => {
  for (const [name, { optimum, lower, upper, varType }] of table) {
    const random = createStream("analytical", name);
    for (let i = 0; i < 2000; i++) {
      const x = lower.map((low, j) => {
        const value = low + random() * (upper[j] - low);
        return varType && varType[j] !== "float" ? Math.round(value) : value;
      });
      assert(valueAt(name, x) >= optimum - 1e-12, `${name} at ${x}`);
    }
  }
});

Deno.test("analyticalFunctions has no better point near a minimizer", () => {
  for (const [name, { optimum, minimizers, lower, upper, varType }] of table) {
    if (varType) continue;
    for (const start of minimizers) {
      const { value } = minimizeInBox((x, gradient) => {
        const at = [...x];
        for (let j = 0; j < at.length; j++) {
          const h = 1e-6 * (upper[j] - lower[j]);
          const shifted = (step: number) => valueAt(name, at.with(j, at[j] + step));
          gradient[j] = (shifted(h) - shifted(-h)) / (2 * h);
        }
        return valueAt(name, at);
      }, { start, lower, upper });
      assert(value >= optimum - 1e-12, `${name}: ${value} is below ${optimum}`);
      assertAlmostEquals(value, optimum, 1e-9, name);
    }
  }
});

Deno.test("analyticalFunctions can be imported by the reference they carry", async () => {
  for (const [name, { objective }] of table) {
    assert(isObjective(objective), name);
    const module = await import(objective.moduleUrl);
    assertEquals(module[objective.exportName], objective);
  }
});

Deno.test("analyticalFunctions has the published values away from the optimum", () => {
  // By hand: branin(0, 0) = 36 + 10 (1 - 1 / (8 pi)) + 10, camel(1, 1) = 1.9 + 1 / 3 + 1,
  // goldsteinPrice(0, 0) = (1 + 19) 30, rosenbrock(0, 0) = 1, forrester(0) = 4 sin(-4).
  assertAlmostEquals(valueAt("branin", [0, 0]), 55.602112642270264, 1e-12);
  assertAlmostEquals(valueAt("sixHumpCamel", [1, 1]), 1.9 + 1 / 3 + 1, 1e-14);
  assertEquals(valueAt("goldsteinPrice", [0, 0]), 600);
  assertEquals(valueAt("rosenbrock", [0, 0]), 1);
  assertAlmostEquals(valueAt("forrester", [0]), 3.027209981231713, 1e-12);
  // ackley(1, 1) = 20 - 20 exp(-0.2) + e - exp(1); levy(2, 2) and griewank(pi, 0) from the formulas.
  assertAlmostEquals(valueAt("ackley", [1, 1]), 20 - 20 * 0.8187307530779818, 1e-13);
  assertAlmostEquals(valueAt("griewank", [Math.PI, 0]), Math.PI * Math.PI / 4000 + 2, 1e-14);
});

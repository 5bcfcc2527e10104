import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { heldOutFunctions, qualityFunctions } from "../../../bench/quality/functions.ts";
import { warped } from "../../../bench/quality/warp.ts";
import { createStream, randomInteger } from "../../../spot/core/random/stream.ts";

/** Published minimizers, to the digits that the optimum needs. */
const minimizers: Record<keyof typeof heldOutFunctions, readonly number[]> = {
  styblinski4: Array(4).fill(-2.903534),
  dixonprice4: [1, 2, 3, 4].map((i) => Math.pow(2, Math.pow(2, 1 - i) - 1)),
  zakharov4: [0, 0, 0, 0],
  rastrigin3: [0, 0, 0],
  shekel4: [4.000747, 3.99951, 4.00075, 3.99951],
  schwefel3: Array(3).fill(420.968746),
  trid5: [5, 8, 9, 8, 5],
  powell4: [0, 0, 0, 0],
  colville4: [1, 1, 1, 1],
  bohachevsky2: [0, 0],
  powers6: [0, 0, 0, 0, 0, 0],
  alpine5: [0, 0, 0, 0, 0],
  // decay follows depth, width * depth is 44, level b, norm none.
  mixed6: [-3.2, -3, 11, 4, 1, 0],
};

Deno.test("heldOutFunctions has the optimum at each minimizer", () => {
  for (const [name, { evaluate, optimum }] of Object.entries(heldOutFunctions)) {
    const x = minimizers[name as keyof typeof heldOutFunctions];
    assertAlmostEquals(evaluate(x), optimum, 1e-5 * Math.max(1, Math.abs(optimum)), name);
  }
});

Deno.test("qualityFunctions has no value below the optimum, plain or warped", () => {
  for (const [name, plain] of Object.entries(qualityFunctions)) {
    const random = createStream("quality", name);
    const fun = warped(plain, random);
    for (let i = 0; i < 500; i++) {
      const x = fun.lower.map((lower, j) => {
        const [width, type] = [fun.upper[j] - lower, fun.varType?.[j] ?? "float"];
        return type === "float"
          ? lower + random() * width
          : lower + randomInteger(random, width + 1);
      });
      for (const { evaluate } of [plain, fun]) {
        const value = evaluate(x);
        assert(value >= plain.optimum - 1e-9 * Math.max(1, Math.abs(plain.optimum)), name);
      }
    }
  }
});

Deno.test("warped() maps the space onto itself", () => {
  const seen: number[][] = [];
  const plain = {
    evaluate: (x: readonly number[]) => seen.push([...x]),
    lower: [-5, 2, 0],
    upper: [10, 9, 3],
    varType: ["float", "int", "factor"],
    optimum: 0,
  } as const;
  const fun = warped(plain, createStream("onto"));
  for (let i = 0; i <= 100; i++) fun.evaluate([-5 + 15 * i / 100, 2 + i % 8, i % 4]);
  const [a, b, c] = [0, 1, 2].map((j) => seen.map((x) => x[j]));
  assertEquals([Math.min(...a), Math.max(...a)], [-5, 10]);
  const steps = a.slice(1).map((value, i) => Math.sign(value - a[i]));
  assertEquals(new Set(steps).size, 1, "continuous coordinates keep or reverse their order");
  assertEquals(new Set(b), new Set([2, 3, 4, 5, 6, 7, 8, 9]));
  assertEquals(new Set(c), new Set([0, 1, 2, 3]));
});

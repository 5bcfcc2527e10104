import { assert, assertEquals } from "@std/assert";
import { exp, expAll } from "../../../spot/core/exact/exp.ts";
import { errorInUlp } from "./_references.ts";

function oneOfMany(x: number, how: { readonly factor: number; readonly less: 0 | 1 }): number {
  const values = Float64Array.of(9, x, 9, 9, 9);
  expAll(values, { from: 1, to: 3, count: 1 }, how);
  assertEquals([values[0], values[1], values[2], values[4]], [9, x, 9, 9]);
  return values[3];
}
const expm1 = (x: number) => oneOfMany(x, { factor: 1, less: 1 });

/** x and e^x, from mpmath at 200 bits; the last two are subnormal. */
const powers: [number, number][] = [
  [1, 2.718281828459045],
  [-1, 0.36787944117144233],
  [0.5, 1.6487212707001282],
  [1e-10, 1.0000000001],
  [-0.3465, 0.7071588192872713],
  [10.25, 28282.541920334977],
  [-37.5, 5.175555005801869e-17],
  [100.125, 3.0460357809113723e43],
  [-300.7, 2.556520571425501e-131],
  [700.3, 1.3690700720098904e304],
  [709.5, 1.3549863193146328e308],
  [709.78, 1.7928227943945155e308],
  [-708.39, 2.2394014988804677e-308],
  [-720.25, 1.5827029403e-313],
  [-745.1, 5e-324],
];

/** x and e^x - 1, from mpmath at 200 bits. */
const changes: [number, number][] = [
  [1, 1.7182818284590453],
  [-1, -0.6321205588285577],
  [1e-10, 1.00000000005e-10],
  [-1e-10, -9.999999999500001e-11],
  [0.0026, 0.0026033829312383902],
  [-0.0027, -0.002696358278286858],
  [0.01, 0.010050167084168058],
  [-0.35, -0.29531191028128656],
  [3.75, 41.52108200006278],
  [-20.5, -0.9999999987498471],
  [50.25, 6.657293676747253e21],
];

Deno.test("exp() is within one unit in the last place of mpmath's powers", () => {
  for (const [x, power] of powers) {
    assert(errorInUlp(exp(x), power) <= 1, `exp(${x}) is ${exp(x)}, not ${power}`);
  }
});

Deno.test("exp() is within one unit of Math.exp all over its range", () => {
  for (let x = -745; x < 709.7; x += 0.0917) {
    assert(errorInUlp(exp(x), Math.exp(x)) <= 1, `exp(${x}) is ${exp(x)}, not ${Math.exp(x)}`);
  }
});

Deno.test("exp() and expAll() return Math's special values if x is special or out of range", () => {
  const special = [
    NaN,
    Infinity,
    -Infinity,
    0,
    -0,
    709.7827128933841,
    -745.14,
    1e308,
    -1e308,
    5e-324,
  ];
  for (const x of special) {
    assertEquals(exp(x), Math.exp(x));
    assertEquals(expm1(x) + 0, Math.expm1(x) + 0);
  }
});

Deno.test("exp() never falls if x grows, across the seams of its table", () => {
  for (let x = -1; x < 1; x += 1 / 4096) assert(exp(x) < exp(x + 1 / 4096), `${x}`);
});

Deno.test("expAll() with 1 less is within two units in the last place of mpmath's", () => {
  for (const [x, change] of changes) {
    assert(errorInUlp(expm1(x), change) <= 2, `expm1(${x}) is ${expm1(x)}, not ${change}`);
  }
});

Deno.test("expAll() has the bits of exp()", () => {
  for (let x = -760; x < 760; x += 0.0917) {
    assertEquals(oneOfMany(x, { factor: 1, less: 0 }), exp(x));
    assertEquals(oneOfMany(x, { factor: -1, less: 0 }), exp(-x));
  }
});

import { assert, assertEquals } from "@std/assert";
import { log, log1p } from "../../../spot/core/exact/log.ts";
import { errorInUlp, references } from "./_references.ts";

/** x and ln x, from mpmath at 200 bits. */
const logarithms: [number, number][] = [
  [2, 0.6931471805599453],
  [0.5, -0.6931471805599453],
  [10, 2.302585092994046],
  [1e-10, -23.025850929940457],
  [0.9999999, -1.0000000494736474e-7],
  [1.0000001, 9.999999505838704e-8],
  [0.70710678, -0.3465735919580042],
  [1.41421357, 0.3465735956730089],
  [1e300, 690.7755278982137],
  [3e-310, -712.7027665394861],
  [5e-324, -744.4400719213812],
  [123.456, 4.815884817283264],
];

Deno.test("log() is within one unit in the last place of mpmath's logarithms", () => {
  for (const [x, logarithm] of logarithms) {
    assert(errorInUlp(log(x), logarithm) <= 1, `log(${x}) is ${log(x)}, not ${logarithm}`);
  }
});

Deno.test("log() is within one unit of Math.log all over its range", () => {
  for (let x = 1e-307; x < 1e307; x *= 1.0937) {
    assert(errorInUlp(log(x), Math.log(x)) <= 1, `log(${x}) is ${log(x)}, not ${Math.log(x)}`);
  }
});

Deno.test("log() returns Math.log's special values if x is special", () => {
  const special = [NaN, Infinity, -Infinity, 0, -0, -1, 1, -5e-324];
  for (const x of special) assertEquals(log(x), Math.log(x));
});

Deno.test("log1p() is within one unit in the last place of mpmath's logarithms", () => {
  for (const [x, log] of references.log1p) {
    assert(errorInUlp(log1p(x), log) <= 1, `log1p(${x}) is ${log1p(x)}, not ${log}`);
  }
});

Deno.test("log1p() returns Math.log1p's special values if x is special", () => {
  for (const x of [NaN, Infinity, -1, -2, 0, -0]) assertEquals(log1p(x), Math.log1p(x));
});

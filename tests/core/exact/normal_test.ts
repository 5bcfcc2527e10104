import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  logImprovement,
  logImprovementSlope,
  logNormalCdf,
  normalCdf,
  normalPdf,
} from "../../../spot/core/exact/normal.ts";
import { references } from "./_references.ts";

/** Relative tolerance: a few units in the last place, of which the Chebyshev sums cost most. */
const TOLERANCE = 2e-15;

function assertClose(actual: number, expected: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300);
  assert(error <= TOLERANCE, `${what} is ${actual}, not ${expected}: relative error ${error}`);
}

Deno.test("normalPdf() and normalCdf() equal mpmath's values far into the tail", () => {
  for (const [z, pdf, cdf] of references.normal) {
    assertClose(normalPdf(z), pdf, `normalPdf(${z})`);
    assertClose(normalCdf(z), cdf, `normalCdf(${z})`);
  }
});

Deno.test("logNormalCdf() equals mpmath's values if z is as small as -1e8", () => {
  for (const [z, , , logCdf] of references.normal) {
    assertClose(logNormalCdf(z), logCdf, `logNormalCdf(${z})`);
  }
});

Deno.test("logImprovement() equals mpmath's values if z is as small as -1e8", () => {
  for (const [z, , , , value, slope] of references.normal) {
    if (Math.abs(value) > 0.1) assertClose(logImprovement(z), value, `logImprovement(${z})`);
    assertAlmostEquals(logImprovement(z), value, TOLERANCE * Math.max(1, Math.abs(value)));
    assertClose(logImprovementSlope(z), slope, `logImprovementSlope(${z})`);
  }
});

Deno.test("logImprovement() rises without a break if z passes through the joints", () => {
  for (const centre of [0, -1, -5, -40]) {
    const below = logImprovement(centre - 1e-5);
    const above = logImprovement(centre + 1e-5);
    assertAlmostEquals((above - below) / 2e-5, logImprovementSlope(centre), 1e-4);
  }
});

Deno.test("normalPdf() and normalCdf() return 0, 1 and NaN if z is extreme", () => {
  assertEquals([normalPdf(50), normalPdf(-1e300), normalCdf(-1e300), normalCdf(1e300)], [
    0,
    0,
    0,
    1,
  ]);
  assertEquals(normalCdf(NaN), NaN);
});

import { assertEquals, assertThrows } from "@std/assert";
import { applyScaler, fitScaler, invertScaler, type ScalerName } from "../../data/scaler.ts";

function assertClose(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  assertEquals(actual.length, expected.length);
  expected.forEach((value, i) => {
    if (!(Math.abs(actual[i] - value) <= tolerance)) {
      throw new Error(`entry ${i}: ${actual[i]}, expected ${value}`);
    }
  });
}

// Columns 1, 2, 6 and 10, 10, 40.
const values = Float64Array.of(1, 10, 2, 10, 6, 40);

// scikit-learn 1.9.1: StandardScaler().fit_transform([[1, 10], [2, 10], [6, 40]]); tolerance: last bits.
const STANDARD = [
  -0.9258200997725514,
  -0.7071067811865475,
  -0.4629100498862757,
  -0.7071067811865475,
  1.3887301496588271,
  1.414213562373095,
];

Deno.test("fitScaler() gives mean 0 and population deviation 1 if the name is standard", () => {
  assertClose(applyScaler(fitScaler("standard", values, 2), values), STANDARD, 1e-15);
});

Deno.test("fitScaler() gives values from 0 to 1 if the name is minmax", () => {
  assertClose(applyScaler(fitScaler("minmax", values, 2), values), [0, 0, 0.2, 0, 1, 1], 1e-15);
});

Deno.test("fitScaler() leaves values as they are if the name is none", () => {
  assertEquals(applyScaler(fitScaler("none", values, 2), values), values);
});

Deno.test("fitScaler() keeps the scale 1 if a column is constant", () => {
  const constant = new Float64Array(10).fill(0.1);
  for (const name of ["standard", "minmax"] as const) {
    const scaler = fitScaler(name, constant, 1);
    assertEquals([scaler.shift[0], scaler.scale[0]], [0.1, 1]);
    assertEquals(applyScaler(scaler, constant), new Float64Array(10));
    assertEquals(applyScaler(scaler, Float64Array.of(1.1))[0], 1);
  }
});

Deno.test("applyScaler() applies what was fitted on other rows", () => {
  const scaler = fitScaler("minmax", Float64Array.of(0, 10), 1);
  assertEquals(applyScaler(scaler, Float64Array.of(-5, 20)), Float64Array.of(-0.5, 2));
});

Deno.test("invertScaler() undoes applyScaler()", () => {
  for (const name of ["none", "standard", "minmax"] as const) {
    const scaler = fitScaler(name, values, 2);
    assertClose(invertScaler(scaler, applyScaler(scaler, values)), [...values], 1e-14);
  }
});

Deno.test("fitScaler() neither overflows nor underflows if values are extreme", () => {
  for (const size of [1e-320, 1e-200, 1e150, 8e307]) {
    const column = Float64Array.of(-size, 0, size);
    const scaled = applyScaler(fitScaler("standard", column, 1), column);
    assertClose(scaled, [-1.224744871391589, 0, 1.224744871391589], size === 1e-320 ? 1e-3 : 1e-15);
  }
});

Deno.test("fitScaler() throws if a range overflows or the name is unknown", () => {
  assertThrows(
    () => fitScaler("standard", Float64Array.of(0, -1e308, 0, 1e308), 2),
    RangeError,
    "Cannot fit a scaler as column 1 must have a finite range: it goes from -1e+308 to 1e+308",
  );
  assertThrows(
    () => fitScaler("standart" as ScalerName, values, 2),
    RangeError,
    "did you mean 'standard'?",
  );
});

/** Holds the exponential function of two numbers equal to expAll(), bit for bit. */
import { assertEquals } from "@std/assert";
import { setExp, setExpAnywhere } from "../../../spot/core/exact/_exp_wasm.ts";
import { expAll, expTable } from "../../../spot/core/exact/exp.ts";
import { at, loadTwo, locals, loop, routine, store } from "../../../spot/core/wasm/assembler.ts";
import { createLinearMemory, placesOf, routinesAt } from "../../../spot/core/wasm/linear_memory.ts";
import { assemble } from "../../../spot/core/wasm/module_bytes.ts";

/** Compares exp(x) - less of so many numbers. */
function assertSameBits(set: typeof setExp, numbers: Float64Array): void {
  for (const less of [0, 1] as const) {
    const expPairs = routine({ x: "i32", n: "i32" }, ({ x, n }) => {
      const [i] = locals("i32");
      const [power] = locals("f64x2");
      return loop(i, 0, n, 2, [set(power, loadTwo(at(x, i)), less), store(at(x, i), power)]);
    });
    const [x] = createLinearMemory(() => assemble({ expPairs }), expTable).arrays([numbers.length]);
    x.set(numbers);
    const expected = numbers.slice();
    const all = { from: 0, to: 0, count: numbers.length };
    expAll(expected, all, { factor: 1, less });
    routinesAt(x)!.expPairs(...placesOf([x]), x.length);
    assertEquals(x, expected);
  }
}

Deno.test("setExp() has the bits of exp() between -708 and 709", () => {
  const numbers = Float64Array.from({ length: 10_000 }, (_, i) => -707.999 + i * 0.1416997);
  numbers.set([0, -0, 1e-300, -1e-300, 5e-324, 1e-17, 0.5, -0.5]);
  numbers.set([-707.9999999999999, 708.9999999999999], 8);
  assertSameBits(setExp, numbers);
});

Deno.test("setExpAnywhere() has the bits of exp() for every number", () => {
  const numbers = Float64Array.from({ length: 30_000 }, (_, i) => -750 + i * 0.05);
  const edges = [-708, 709, -744.4400719213812, -745.1332191019412, -745.1332191019413];
  const ends = [709.782712893384, 709.7827128933841, -Infinity, Infinity, NaN, 1e308, -1e308, 0];
  numbers.set([...edges, ...ends, -0, 1e-300, -5e-324]);
  assertSameBits(setExpAnywhere, numbers);
});

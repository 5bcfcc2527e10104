/** Holds the exponential function of two numbers equal to exp(), bit for bit. */
import { assertEquals } from "@std/assert";
import { setExp } from "../../../spot/core/exact/_exp_wasm.ts";
import { exp, expTable } from "../../../spot/core/exact/exp.ts";
import { at, loadTwo, locals, loop, routine, store } from "../../../spot/core/wasm/assembler.ts";
import { createLinearMemory, placesOf, routinesAt } from "../../../spot/core/wasm/linear_memory.ts";
import { assemble } from "../../../spot/core/wasm/module_bytes.ts";

const expPairs = routine({ x: "i32", n: "i32" }, ({ x, n }) => {
  const [i] = locals("i32");
  const [power] = locals("f64x2");
  return loop(i, 0, n, 2, [setExp(power, loadTwo(at(x, i))), store(at(x, i), power)]);
});

Deno.test("setExp() has the bits of exp() between -708 and 709", () => {
  const [x] = createLinearMemory(() => assemble({ expPairs }), expTable).arrays([10_000]);
  x.set(Float64Array.from(x, (_, i) => -707.999 + i * 0.1416997));
  x.set([0, -0, 1e-300, -1e-300, 5e-324, 1e-17, 0.5, -0.5, -707.9999999999999, 708.9999999999999]);
  const expected = x.map(exp);
  routinesAt(x)!.expPairs(...placesOf([x]), x.length);
  assertEquals(x, expected);
});

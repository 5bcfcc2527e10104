/** Holds the routines of WebAssembly equal to the plain loops, bit for bit. */
import { assert, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { routinesAt } from "../../spot/core/wasm/linear_memory.ts";
import { compositeKernel } from "../../spot/surrogate/_composite_kernel.ts";
import { memory } from "../../spot/surrogate/_memory.ts";
import { multiplyTransposed, multiplyUpper } from "../../spot/surrogate/_point_predictor.ts";
import type { Kernel } from "../../spot/surrogate/kernel.ts";
import { kernels } from "../../spot/surrogate/kernels.ts";

type MakeArrays = (...lengths: number[]) => Float64Array[];

const plain: MakeArrays = (...lengths) => lengths.map((length) => new Float64Array(length));
const fast: MakeArrays = (...lengths) => {
  const arrays = memory.arrays(lengths);
  assert(routinesAt(arrays[0]) !== undefined);
  return arrays;
};

/** Differences of every size, and lengths at which the correlations end at 0. */
function computed(kernel: Kernel, make: MakeArrays, { count, k }: { count: number; k: number }) {
  const random = createStream("same bits", count, k);
  const scratchLength = kernel.scratchLength?.(k, count) ?? 0;
  const [differences, theta, rootTheta, scratch, psi, slope, weight, byTheta, byPlace] = make(
    ...[count * k, k, k, scratchLength, count, count, count, k, k],
  );
  differences.forEach((_, at) => {
    const size = [0, 1e-300, 1e-9, 1e-3, 1, 1, 1, 1, 30, 1e140][Math.floor(10 * random())];
    differences[at] = size * (random() - 0.5);
  });
  theta.forEach((_, j) => theta[j] = [0.01, 1, 20][j % 3] * random());
  rootTheta.set(theta.map(Math.sqrt));
  weight.forEach((_, p) => weight[p] = random() - 0.5);
  const pairs = { k, count, differences, theta, rootTheta, scratch };
  kernel.correlate(pairs, psi, slope);
  kernel.accumulate(pairs, slope, weight, 2, byTheta);
  kernel.accumulate(pairs, slope, weight, 1, byPlace);
  return { psi, slope, byTheta, byPlace };
}

const tested = {
  matern52Product: kernels.matern52Product,
  "its composite": compositeKernel(kernels.matern52Product, { share: 0.4, factor: 30 }),
};
for (const [name, kernel] of Object.entries(tested)) {
  Deno.test(`correlate() and accumulate() of ${name} have the same bits at every size`, () => {
    for (const count of [0, 1, 2, 3, 10, 501]) {
      for (const k of [1, 2, 3, 7, 10]) {
        const expected = computed(kernel, plain, { count, k });
        assertEquals(computed(kernel, fast, { count, k }), expected, `${count} pairs, k = ${k}`);
        assert(count < 10 || k > 3 || expected.psi.some((value) => value > 0 && value < 1));
      }
    }
  });
}

Deno.test("multiplyTransposed() and multiplyUpper() have the same bits at every size", () => {
  for (const size of [4, 8, 12, 52, 100]) {
    const products = (make: MakeArrays) => {
      const random = createStream("products", size);
      const [v, x, transposed, upper] = make(size * size, size, size, size);
      v.forEach((_, at) => v[at] = at % size < Math.floor(at / size) ? 0 : random() - 0.5);
      x.forEach((_, i) => x[i] = random() - 0.5);
      multiplyTransposed(v, size, x, transposed);
      multiplyUpper(v, size, x, upper);
      return { transposed, upper };
    };
    assertEquals(products(fast), products(plain));
  }
});

Deno.test("Kriging has the same bits if there is no WebAssembly", async () => {
  const fitIn = (text: string) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(URL.createObjectURL(new Blob([text])), { type: "module" });
      worker.onmessage = ({ data }) => resolve((worker.terminate(), data));
      worker.onerror = (event) => reject(event.error ?? new Error(event.message));
    });
  const program = `
    const { Kriging } = await import("${import.meta.resolve("../../spot/surrogate/kriging.ts")}");
    const X = Array.from({ length: 23 }, (_, i) => [i / 22, (i * 7 % 23) / 22, (i * 3 % 23) / 22]);
    const y = X.map(([a, b, c]) => (a - 0.3) * (a - 0.3) + b * c + (a > 0.5 ? 0.1 : 0));
    const model = new Kriging({ kernel: "matern52Product", method: "composite" }).fit(X, y);
    const predictor = model.predictor();
    predictor.evaluateWithGradient([0.2, 0.7, 0.4]);
    const { mean, sd, meanGradient, sdGradient } = predictor;
    postMessage({ theta: model.thetaLog10, mean, sd, meanGradient, sdGradient });
  `;
  assertEquals(await fitIn(`delete globalThis.WebAssembly;${program}`), await fitIn(program));
});

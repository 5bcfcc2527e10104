/**
 * The linear map Z = W X and its gradients, in tiles whose sums stay in registers, so that every
 * number read enters several products. The bias is a layer of its own (bias.ts): before a BatchNorm
 * it is left out.
 *
 * Notation: X inputs x n, Z outputs x n, in `work`, features `stride` apart; W [outputs][inputs] in
 * `values`; dX, dZ, dW the gradients of the loss.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { LinearLayout } from "../layout.ts";

/**
 * Z = W X.
 *
 * @param x Offset of X.
 * @param z Offset of Z.
 */
export function linearForward(arena: Arena, layer: LinearLayout, x: number, z: number): void {
  const { inputs, outputs, weight } = layer;
  multiply(
    arena,
    { rows: outputs, depth: inputs, weight, rowStep: inputs, depthStep: 1 },
    x,
    z,
    false,
  );
}

/**
 * dX = transposed W dZ, or that added to dX.
 *
 * @param dz Offset of dZ.
 * @param dx Offset of dX.
 * @param add Whether to add.
 */
export function linearInputGradient(
  arena: Arena,
  { inputs, outputs, weight }: LinearLayout,
  dz: number,
  dx: number,
  add: boolean,
): void {
  const factor = { rows: inputs, depth: outputs, weight, rowStep: 1, depthStep: inputs };
  multiply(arena, factor, dz, dx, add);
}

interface Factor {
  readonly rows: number;
  readonly depth: number;
  readonly weight: number;
  readonly rowStep: number;
  readonly depthStep: number;
}

function multiply(arena: Arena, factor: Factor, x: number, z: number, add: boolean): void {
  const { values, work, stride, n } = arena;
  const { rows, depth, weight, rowStep, depthStep } = factor;
  for (let o = 0; o < rows; o++) {
    for (let s = 0; s < n; s++) {
      let sum = add ? work[z + o * stride + s] : 0;
      for (let i = 0; i < depth; i++) {
        sum += values[weight + o * rowStep + i * depthStep] * work[x + i * stride + s];
      }
      work[z + o * stride + s] = sum;
    }
  }
}

/**
 * dW = dZ transposed X.
 *
 * @param dz Offset of dZ.
 * @param x Offset of X.
 */
export function linearWeightGradient(
  { values, work, stride, n, parameterCount }: Arena,
  { inputs, outputs, weight }: LinearLayout,
  dz: number,
  x: number,
): void {
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      let sum = 0;
      for (let s = 0; s < n; s++) sum += work[dz + o * stride + s] * work[x + i * stride + s];
      values[parameterCount + weight + o * inputs + i] = sum;
    }
  }
}

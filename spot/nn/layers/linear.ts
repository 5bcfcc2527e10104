/**
 * The linear map Z = W X and its gradients. The bias is added on its own: before a
 * BatchNorm it is left out.
 *
 * Notation: X inputs x n, Z outputs x n, in `work`, features `stride` apart; W [outputs][inputs] in
 * `values`; dX, dZ, dW the gradients of the loss.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { LinearLayout } from "../layout.ts";
import { multiply, multiplyRows } from "./_products.ts";

/**
 * Z = W X.
 *
 * @param x Offset of X.
 * @param z Offset of Z.
 */
export function linearForward(arena: Arena, layer: LinearLayout, x: number, z: number): void {
  const { inputs, outputs, weight } = layer;
  multiply(arena, { rows: outputs, depth: inputs }, {
    a: weight,
    x,
    z,
    add: false,
    rowStep: inputs,
    depthStep: 1,
  });
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
  multiply(arena, { rows: inputs, depth: outputs }, {
    a: weight,
    x: dz,
    z: dx,
    add,
    rowStep: 1,
    depthStep: inputs,
  });
}

/**
 * dW = dZ transposed X.
 *
 * @param dz Offset of dZ.
 * @param x Offset of X.
 */
export function linearWeightGradient(
  arena: Arena,
  { inputs, outputs, weight }: LinearLayout,
  dz: number,
  x: number,
): void {
  multiplyRows(arena, { outputs, inputs }, { dw: arena.parameterCount + weight, dz, x });
}

/** Z = Z + b, in every row. */
export function addBias(
  { values, work, stride, n, routines, valuesPlace, workPlace }: Arena,
  { outputs, bias }: LinearLayout,
  z: number,
): void {
  if (routines) {
    routines.addBias(valuesPlace, workPlace, stride, n, outputs, bias, z);
    return;
  }
  for (let o = 0; o < outputs; o++) {
    const shift = values[bias + o];
    const start = z + o * stride;
    for (let s = start; s < start + n; s++) work[s] += shift;
  }
}

/** db, the sum of dZ over rows. */
export function biasGradient(
  { values, work, stride, n, parameterCount, routines, valuesPlace, workPlace }: Arena,
  { outputs, bias }: LinearLayout,
  dz: number,
): void {
  if (routines) {
    routines.biasGradient(valuesPlace, workPlace, stride, n, outputs, parameterCount + bias, dz);
    return;
  }
  for (let o = 0; o < outputs; o++) {
    const start = dz + o * stride;
    let sum = 0;
    for (let s = start; s < start + n; s++) sum += work[s];
    values[parameterCount + bias + o] = sum;
  }
}

/**
 * Layer normalisation over two features a and b, which needs half their difference d alone:
 * v_a = -v_b = d / sqrt(d^2 + eps), and since 1 - v^2 = eps / (d^2 + eps), the gradient is
 * du_a = -du_b = eps scale^3 (g_a - g_b) / 2, without the cancellation of the general formula.
 * Only v_a is stored.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { BatchNormLayout, LayerNormLayout } from "../layout.ts";
import type { GradientFlow, HalfWork } from "../workspace.ts";
import { EPSILON } from "./_norm_constants.ts";

/** As `normsForward`, for two features. */
export function pairNormsForward(
  { values, work, stride, n, routines, valuesPlace, workPlace }: Arena,
  bn: BatchNormLayout,
  ln: LayerNormLayout,
  { batch: { z, mean, inverse }, normal, scale, output }: HalfWork,
): void {
  if (routines) {
    routines.pairNormsForward(
      valuesPlace,
      workPlace,
      stride,
      n,
      z,
      mean,
      inverse,
      bn.weight,
      bn.bias,
      ln.weight,
      ln.bias,
      normal,
      scale,
      output,
    );
    return;
  }
  const meanA = work[mean], meanB = work[(mean + 1) | 0];
  const factorA = work[inverse] * values[bn.weight];
  const factorB = work[(inverse + 1) | 0] * values[bn.weight + 1];
  const shift = values[bn.bias] - values[bn.bias + 1];
  const gammaA = values[ln.weight], gammaB = values[ln.weight + 1];
  const betaA = values[ln.bias], betaB = values[ln.bias + 1];
  const zB = z + stride, outputB = output + stride;
  for (let s = 0; s < n; s++) {
    const a = (work[(z + s) | 0] - meanA) * factorA;
    const b = (work[(zB + s) | 0] - meanB) * factorB;
    const d = 0.5 * (a - b + shift);
    const r = 1 / Math.sqrt(d * d + EPSILON);
    const v = d * r;
    work[(scale + s) | 0] = r;
    work[(normal + s) | 0] = v;
    work[(output + s) | 0] = betaA + gammaA * v;
    work[(outputB + s) | 0] = betaB - gammaB * v;
  }
}

/** As `layerNormBackward`, for two features. */
export function pairNormBackward(
  { values, work, stride, n, parameterCount, routines, valuesPlace, workPlace }: Arena,
  { weight, bias }: LayerNormLayout,
  { normal, scale }: Pick<HalfWork, "normal" | "scale">,
  { from, slope, to }: GradientFlow,
): void {
  if (routines) {
    routines.pairNormBackward(
      valuesPlace,
      workPlace,
      stride,
      n,
      weight,
      parameterCount + weight,
      parameterCount + bias,
      normal,
      scale,
      from,
      slope,
      to,
    );
    return;
  }
  const gammaA = values[weight], gammaB = values[weight + 1];
  const fromB = from + stride, slopeB = slope + stride, toB = to + stride;
  let dGammaA = 0, dGammaB = 0, dBetaA = 0, dBetaB = 0;
  for (let s = 0; s < n; s++) {
    const a = work[(from + s) | 0] * work[(slope + s) | 0];
    const b = work[(fromB + s) | 0] * work[(slopeB + s) | 0];
    const v = work[(normal + s) | 0];
    const r = work[(scale + s) | 0];
    const du = (0.5 * EPSILON) * r * r * r * (gammaA * a - gammaB * b);
    work[(from + s) | 0] = a;
    work[(fromB + s) | 0] = b;
    work[(to + s) | 0] = du;
    work[(toB + s) | 0] = -du;
    dBetaA += a;
    dBetaB += b;
    dGammaA += a * v;
    dGammaB -= b * v;
  }
  values[parameterCount + weight] = dGammaA;
  values[parameterCount + weight + 1] = dGammaB;
  values[parameterCount + bias] = dBetaA;
  values[parameterCount + bias + 1] = dBetaB;
}

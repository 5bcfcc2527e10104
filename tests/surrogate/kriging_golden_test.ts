import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { KrigingMethod } from "../../spot/surrogate/kriging_options.ts";
import { Kriging } from "../../spot/surrogate/kriging.ts";

/** Golden fits of a reference implementation; its notation is in the file itself. */
interface GoldenFit {
  readonly theta_log10: number[];
  readonly Lambda_log10: number | null;
  readonly negLnLike: number;
  readonly mu: number;
  readonly sigma2: number;
  readonly pred: number[];
  readonly std: number[];
  readonly pred_at_train: number[];
  readonly std_at_train: number[];
  readonly probes: { readonly x: number[]; readonly negLnLike: number }[];
  readonly nll_multistart: number;
}

interface GoldenSet {
  readonly id: string;
  readonly d: number;
  readonly X: number[][];
  readonly y: number[];
  readonly X_pred: number[][];
  readonly fits: Record<KrigingMethod, GoldenFit>;
}

const { sets }: { sets: GoldenSet[] } = JSON.parse(
  Deno.readTextFileSync(new URL("../golden/kriging.json", import.meta.url)),
);
const cases = sets.flatMap((set) =>
  (Object.keys(set.fits) as KrigingMethod[]).map((method) => ({
    ...{ set, method, golden: set.fits[method] },
    name: `${set.id}, ${method}`,
  }))
);

function fitAtGolden({ set, method, golden }: typeof cases[number]) {
  return new Kriging({
    ...{ method, kernel: "gauss", scale: false, thetaLog10: golden.theta_log10 },
    lambdaLog10: golden.Lambda_log10 ?? undefined,
  }).fit(set.X, set.y);
}

function largestRelativeError(actual: Float64Array, expected: readonly number[]): number {
  assertEquals(actual.length, expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i] / value - 1)), 0);
}

for (const golden of cases) {
  const { set, name } = golden;
  Deno.test(`Kriging.predict() equals the golden predictions of ${name}`, () => {
    const model = fitAtGolden(golden);
    const { mean, sd } = model.predict(set.X_pred);
    assert(largestRelativeError(mean, golden.golden.pred) < 1e-8);
    assert(largestRelativeError(sd, golden.golden.std) < 1e-6);
    const atTraining = model.predict(set.X);
    assert(largestRelativeError(atTraining.mean, golden.golden.pred_at_train) < 1e-8);
    assert(largestRelativeError(atTraining.sd, golden.golden.std_at_train) < 1e-6);
  });

  Deno.test(`Kriging.negativeLogLikelihood equals the golden values of ${name}`, () => {
    const model = fitAtGolden(golden);
    assertAlmostEquals(model.negativeLogLikelihood, golden.golden.negLnLike, 1e-8);
    assertAlmostEquals(model.mu, golden.golden.mu, 1e-8 * Math.abs(golden.golden.mu));
    assertAlmostEquals(model.sigma2, golden.golden.sigma2, 1e-8 * golden.golden.sigma2);
    for (const { x, negLnLike } of golden.golden.probes) {
      const parameters = { thetaLog10: x.slice(0, set.d), lambdaLog10: x[set.d] };
      assertAlmostEquals(model.negativeLogLikelihoodAt(parameters), negLnLike, 1e-6);
    }
  });

  Deno.test(`Kriging.fit() ends no higher than 300 starts of another optimiser for ${name}`, () => {
    const model = new Kriging({
      ...{ method: golden.method, kernel: "gauss", scale: false, prior: false },
    }).fit(set.X, set.y);
    assert(model.negativeLogLikelihood <= golden.golden.nll_multistart + 1e-6);
  });
}

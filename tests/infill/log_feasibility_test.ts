import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { criteria } from "../../spot/infill/criteria.ts";
import { type JointCriterion, ratingSum } from "../../spot/infill/joint_rating.ts";
import { logFeasibility } from "../../spot/infill/log_feasibility.ts";
import golden from "../golden/constrained_ei.json" with { type: "json" };

/** The expected improvement of one objective on a value. */
const improvementOn = (best: number): JointCriterion => ({ mean: [mean], sd: [sd] }) => {
  const { value, byMean, bySd } = criteria.ei(mean, sd, best);
  return { value, byMean: [byMean], bySd: [bySd] };
};

Deno.test("logFeasibility() and the improvement equal BoTorch's constrained expected improvement", () => {
  assertEquals(golden.cases.length, 9);
  for (const { best, mean, sd, constraintMean, constraintSd, logConstrainedEi } of golden.cases) {
    const weights = constraintMean[0].map(() => 1);
    const rate = ratingSum(improvementOn(best), logFeasibility(weights), 1);
    logConstrainedEi.forEach((expected, i) => {
      const { value } = rate({
        mean: [mean[i], ...constraintMean[i]],
        sd: [sd[i], ...constraintSd[i]],
      });
      assertAlmostEquals(value, expected, 1e-9 * Math.abs(expected));
    });
  }
});

Deno.test("logFeasibility() and ratingSum() have the derivatives of their rating", () => {
  const rate = ratingSum(improvementOn(0.5), logFeasibility([1, 2]), 1);
  const at = { mean: [0.7, 1, -30], sd: [0.4, 0.5, 0.9] };
  const { byMean, bySd } = rate(at);
  assertEquals([byMean.length, bySd.length], [3, 3]);
  for (let j = 0; j < 3; j++) {
    const h = 1e-6;
    const moved = (key: "mean" | "sd", step: number) =>
      rate({ ...at, [key]: at[key].with(j, at[key][j] + step) }).value;
    const slope = (key: "mean" | "sd") => (moved(key, h) - moved(key, -h)) / (2 * h);
    assertAlmostEquals(byMean[j], slope("mean"), 1e-7);
    assertAlmostEquals(bySd[j], slope("sd"), 1e-7);
  }
});

Deno.test("logFeasibility() is finite and falls if constraints are broken by far", () => {
  const rate = logFeasibility([1]);
  const near = rate({ mean: [1e4], sd: [1e-6] }).value;
  const far = rate({ mean: [2e4], sd: [1e-6] }).value;
  assert(Number.isFinite(far) && far < near && near < -1e18);
  assert(Number.isFinite(rate({ mean: [1], sd: [0] }).value));
  assert(rate({ mean: [-1], sd: [0] }).value === 0);
});

Deno.test("logFeasibility() counts a constraint of weight 2 like two constraints", () => {
  const twice = logFeasibility([1, 2])({ mean: [0.3, -1.2], sd: [0.7, 0.4] });
  const apart = logFeasibility([1, 1, 1])({ mean: [0.3, -1.2, -1.2], sd: [0.7, 0.4, 0.4] });
  assertAlmostEquals(twice.value, apart.value, 1e-15);
  assertAlmostEquals(twice.byMean[1], apart.byMean[1] + apart.byMean[2], 1e-15);
});

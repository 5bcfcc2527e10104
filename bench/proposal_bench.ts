/**
 * The cost of a proposal, the surrogate's fit included, as it grows with the number of points.
 *
 * Run as `deno run -A $(deno task -q std) bench/proposal_bench.ts`. Prints CPU milliseconds of this
 * process per proposal, the median of some, after a warm-up.
 *
 * @module
 */
import process from "node:process";
import { proposePoints } from "../spot/infill/propose_points.ts";
import { createStream } from "../spot/random/stream.ts";
import { optimizerControlInit } from "../spot/search/optimizer_control.ts";
import { randomPoint } from "../spot/search/random_point.ts";
import type { SearchSpace } from "../spot/space/search_space.ts";
import { textTable } from "../spot/report/text_table.ts";
import { surrogateControlInit } from "../spot/surrogate/surrogate_control.ts";

const cases = [[10, 6], [25, 6], [50, 6], [100, 6], [100, 10], [200, 10], [300, 10], [600, 10]];
const WARM_UP = 4;
const PROPOSALS = 8;

function costOf(n: number, k: number): number[] {
  const space: SearchSpace = Array.from({ length: k }, (_, i) => ({
    ...{ name: `x${i}`, type: "float", transform: "none", lower: 0, upper: 1 },
  }));
  const random = createStream("cost", n, k);
  const X = Array.from({ length: n }, () => randomPoint(space, random));
  const y = X.map((x) => x.reduce((sum, u, i) => sum + (i + 1) * (u - 0.3) * (u - 0.3), 0));
  return Array.from({ length: WARM_UP + PROPOSALS }, (_, iteration) => {
    const before = process.cpuUsage();
    proposePoints({
      ...{ space, X, y, exclude: X, pending: [], nPoints: 1, iteration, toleranceX: 0 },
      random: createStream("proposal", iteration),
      budget: { spent: n, total: Infinity },
      surrogateControl: surrogateControlInit(),
      optimizerControl: optimizerControlInit(),
      infillCriterion: "auto",
    });
    return process.cpuUsage(before).user / 1000;
  }).slice(WARM_UP);
}

if (import.meta.main) {
  const rows = cases.map(([n, k]) => {
    const sorted = costOf(n, k).sort((a, b) => a - b);
    const show = (value: number) => value.toFixed(0);
    return [n, k, show(sorted[PROPOSALS >> 1]), show(sorted[0]), show(sorted[PROPOSALS - 1])];
  });
  console.log(textTable(["n", "k", "median ms", "least ms", "most ms"], rows));
}

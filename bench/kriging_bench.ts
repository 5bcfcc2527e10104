/**
 * The cost of one step after the initial design, as it grows with the number of points n: a fit of
 * Kriging, and a whole suggestion (fits on several scales of the response, and the search of the
 * criterion).
 *
 * Run as `deno run -A $(deno task -q std) bench/kriging_bench.ts`. Prints milliseconds of CPU of all
 * threads, so that a busy machine matters little, and the growth exponent p of cost ~ n^p against the row
 * before. Of 2,000 points a subset of 300 is modelled.
 *
 * @module
 */
import { createDomain } from "../spot/core/space/domain.ts";
import process from "node:process";
import { proposePoints } from "../spot/infill/propose_points.ts";
import { createStream } from "../spot/core/random/stream.ts";
import { textTable } from "../spot/report/text_table.ts";
import { optimizerControlInit } from "../spot/search/optimizer_control.ts";
import type { SearchSpace } from "../spot/core/space/search_space.ts";
import { surrogateControlInit } from "../spot/surrogate/surrogate_control.ts";

/** n, k, and what the suggestion may take in milliseconds, where a limit is set. */
const cases: readonly (readonly [n: number, k: number, limitMs?: number])[] = [
  [12, 6],
  [25, 6],
  [50, 6, 100],
  [100, 6],
  [50, 10],
  [100, 10],
  [200, 10],
  [300, 10, 500],
  [2000, 10, 1000],
];
const TURNS = 5;
const REPEATS = 3;

function cube(k: number): SearchSpace {
  return Array.from({ length: k }, (_, i) => ({
    ...{ name: `x${i}`, type: "float", lower: 0, upper: 1, transform: "none" } as const,
  }));
}

/** A smooth function of which every coordinate counts, with a valley and waves. */
function sample(n: number, k: number) {
  const random = createStream("kriging bench", n, k);
  const X = Array.from({ length: n }, () => Array.from({ length: k }, () => random()));
  const y = X.map((x) =>
    x.reduce((sum, v, i) => sum + (i + 1) * (v - 0.4) * (v - 0.4) + Math.sin(6 * v * x[0]), 0)
  );
  return { X, y };
}

/** The median over the turns of the least of the repeats: what else the machine does only adds. */
function medianMs(run: (turn: number) => void): number {
  run(0);
  const times = Array.from({ length: TURNS }, (_, turn) => {
    const repeats = Array.from({ length: REPEATS }, () => {
      const start = process.cpuUsage();
      run(turn + 1);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    return Math.min(...repeats);
  });
  return times.sort((a, b) => a - b)[TURNS >> 1];
}

function measure([n, k]: typeof cases[number]) {
  const space = cube(k);
  const { X, y } = sample(n, k);
  const surrogateControl = surrogateControlInit();
  const fitMs = medianMs(() => surrogateControl.surrogate.fit(X, y, { variables: space }));
  const suggestMs = medianMs((iteration) =>
    proposePoints({
      ...{
        space,
        domain: createDomain(space),
        X,
        y,
        exclude: X,
        pending: [],
        nPoints: 1,
        batch: 1,
        toleranceX: 0,
        noise: false,
      },
      steps: Array<number>(iteration).fill(1),
      random: createStream("suggest", n, iteration),
      infillCriterion: "auto",
      surrogateControl,
      optimizerControl: optimizerControlInit(),
    })
  );
  return { fitMs, suggestMs };
}

function growth(before: number, after: number, nBefore: number, n: number): string {
  return (Math.log(after / before) / Math.log(n / nBefore)).toFixed(1);
}

const results = cases.map((settings) => ({ settings, ...measure(settings) }));
const rows = results.map(({ settings: [n, k, limit], fitMs, suggestMs }, i) => {
  const before = i > 0 && cases[i - 1][1] === k ? results[i - 1] : undefined;
  return [
    ...[n, k, fitMs.toFixed(1)],
    before ? growth(before.fitMs, fitMs, before.settings[0], n) : "",
    suggestMs.toFixed(1),
    before ? growth(before.suggestMs, suggestMs, before.settings[0], n) : "",
    limit === undefined ? "" : `${limit}: ${suggestMs <= limit ? "kept" : "missed"}`,
  ];
});
console.log(
  textTable(["n", "k", "fit ms", "n^", "fits + suggestion ms", "n^", "limit ms"], rows),
);

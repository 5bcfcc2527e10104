/** What regrets say of tuners: ranks within each problem, medians, groups of functions. @module */
import { quantile } from "../../spot/core/exact/quantile.ts";
import { meanWithError } from "../mean_with_error.ts";

/** The regrets of all tuners on one problem. */
export interface Outcome {
  readonly function: number;
  readonly dimension: number;
  readonly regrets: readonly number[];
}

/** The five groups of bbob and bbob-mixint. */
export const groups: Readonly<Record<string, readonly [first: number, last: number]>> = {
  "separable": [1, 5],
  "moderate conditioning": [6, 9],
  "high conditioning": [10, 14],
  "multimodal, with structure": [15, 19],
  "multimodal, weak structure": [20, 24],
};

/** log10 of a regret; below 1e-8, COCO's precision, all are the same. */
export function logRegret(regret: number): number {
  return Math.log10(Math.max(1e-8, regret));
}

/** The rank of each value, 1 for the smallest; equal ones share the mean of their ranks. */
export function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

/** The mean rank of each tuner and its standard error, over problems. */
export function meanRanks(outcomes: readonly Outcome[]): { mean: number; error: number }[] {
  const ranks = outcomes.map(({ regrets }) => ranksOf(regrets.map(logRegret)));
  return (ranks[0] ?? []).map((_, tuner) => meanWithError(ranks.map((row) => row[tuner])));
}

/** The median log10 regret of each tuner. */
export function medians(outcomes: readonly Outcome[]): number[] {
  return (outcomes[0]?.regrets ?? []).map((_, tuner) =>
    quantile(outcomes.map(({ regrets }) => logRegret(regrets[tuner])), 0.5)
  );
}

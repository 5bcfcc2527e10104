/** One run of the comparison, as an objective: so that the runs themselves are spread over cores. @module */
import { defineObjective, type Objective } from "../../spot/core/objective/objective.ts";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import type { InfillCriterionName } from "../../spot/infill/criteria.ts";
import { createStream, type Random } from "../../spot/core/random/stream.ts";
import { Spot } from "../../spot/spot.ts";
import { type QualityFunction, qualityFunctions } from "./functions.ts";
import { warped } from "./warp.ts";

/** Settings that all runs share; the problem's controls. */
export interface QualitySettings {
  readonly functions: readonly string[];
  readonly warp: boolean;
  readonly initSize: number;
  readonly funEvals: number;
  readonly batch: number;
  readonly criterion: InfillCriterionName;
}

/** The run of function x[0] with seed x[1]: the regret after each evaluation, Spot's, then random's. */
export const qualityRun: Objective = defineObjective(
  import.meta.url,
  "qualityRun",
  async ([index, seed], { problem }) => {
    const settings = problem.controls as unknown as QualitySettings;
    const name = settings.functions[index];
    const plain = qualityFunctions[name];
    const fun = settings.warp ? warped(plain, createStream(seed, "warp", name)) : plain;
    const y = await spotResponses(fun, seed, settings);
    const random = randomResponses(fun, createStream(seed, "random search", name), settings);
    return [...regrets(y, fun.optimum), ...regrets(random, fun.optimum)];
  },
);

async function spotResponses(
  fun: QualityFunction,
  seed: number,
  { initSize, funEvals, batch, criterion }: QualitySettings,
): Promise<number[]> {
  const { lower, upper, varType, levels } = fun;
  const spot = new Spot({
    fun: (x) => fun.evaluate(x),
    funControl: funControlInit({
      ...{ lower, upper, varType, levels, funEvals, seed },
      nPoints: batch,
      infillCriterion: criterion,
    }),
    designControl: designControlInit({ initSize }),
  });
  await spot.run();
  return spot.y;
}

function randomResponses(
  { evaluate, lower, upper, varType }: QualityFunction,
  random: Random,
  { funEvals }: QualitySettings,
): number[] {
  return Array.from({ length: funEvals }, () =>
    evaluate(lower.map((low, i) => {
      const isContinuous = (varType?.[i] ?? "float") === "float";
      const [u, width] = [random(), upper[i] - low];
      return isContinuous ? low + u * width : low + Math.floor(u * (width + 1));
    })));
}

/** The distance of the best so far from the optimum, after each evaluation. */
function regrets(y: readonly number[], optimum: number): number[] {
  let best = Infinity;
  return y.map((value) => {
    best = Math.min(best, value);
    return Math.max(0, best - optimum);
  });
}

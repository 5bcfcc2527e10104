/** Which criterion chooses a point, and where it searches. @module */
import {
  criteria,
  type InfillCriterion,
  type InfillCriterionName,
  type SmoothCriterion,
  smoothed,
} from "./criteria.ts";

/** A point's place in the run. */
export interface Turn {
  /** The number of proposals before this one. */
  readonly iteration: number;
  /** The point's number within the proposal, and how many a whole one has. */
  readonly slot: number;
  readonly batch: number;
  /** Whether the proposal before this one brought no improvement. */
  readonly hasFailed: boolean;
}

/** A criterion and where its best point is searched: everywhere or around the incumbent. */
export interface Attempt {
  readonly rate: SmoothCriterion;
  readonly region: "space" | "trust region";
}

const everywhere = (rate: SmoothCriterion): Attempt => ({ rate, region: "space" });
const explore = everywhere(criteria.ei);
const exploit = everywhere(criteria.y);
const exploreNearby: Attempt = { rate: criteria.ei, region: "trust region" };

/**
 * Expected improvement learns where the optimum may be: twice everywhere, then around the incumbent;
 * after each of them the predicted mean goes there.
 */
const cycle = [explore, exploit, explore, exploit, exploreNearby, exploit];

/**
 * A batch has few steps, and the predicted mean has only one best point: the others learn what lies
 * around the incumbent, as long as that leads on; else one of them looks elsewhere.
 */
const batchCycle = [exploit, exploreNearby, exploreNearby, exploreNearby];
const failedBatchCycle = batchCycle.with(1, explore);

/**
 * What a turn tries, in order: an attempt counts if its best point is useful, the last one also if a
 * lesser point is. `auto` goes through the cycle. The end of the budget changes nothing, so that a run
 * can go on where one with a smaller budget ended.
 */
export function attemptsOf(
  criterion: InfillCriterionName | InfillCriterion,
  { iteration, slot, batch, hasFailed }: Turn,
): readonly Attempt[] {
  if (typeof criterion === "function") return [everywhere(smoothed(criterion))];
  if (criterion === "auto") {
    const slots = hasFailed ? failedBatchCycle : batchCycle;
    const [turns, turn] = batch > 1 ? [slots, slot] : [cycle, iteration];
    return withFallback(turns[turn % turns.length]);
  }
  return criterion === "y" ? withFallback(exploit) : [everywhere(criteria[criterion])];
}

const withFallback = (first: Attempt) => first === explore ? [explore] : [first, explore];

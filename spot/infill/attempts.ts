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
  /** The number of variables. */
  readonly k: number;
  /** The number of proposals before this one. */
  readonly iteration: number;
  /** The point's number within the proposal, and how many a whole one has. */
  readonly slot: number;
  readonly batch: number;
  /** Whether the proposal before this one brought no improvement. */
  readonly hasFailed: boolean;
  /** The number of points since the last improvement that was worth an evaluation. */
  readonly stagnation: number;
  /** Whether another basin than the incumbent's is searched. */
  readonly isAway: boolean;
}

/**
 * A criterion and where its best point is searched: everywhere, in the trust region by the model of the
 * whole space, or there by a model of the basin alone.
 */
export interface Attempt {
  readonly rate: SmoothCriterion;
  readonly region: "space" | "trust region" | "basin";
  /** Only what lies so far below the incumbent is an improvement, as a share of the responses' spread. */
  readonly margin?: number;
}

const everywhere = (rate: SmoothCriterion): Attempt => ({ rate, region: "space" });
/** Expected improvement everywhere: also what is left where a basin has no new point. */
export const explore: Attempt = everywhere(criteria.ei);
const exploit = everywhere(criteria.y);
const exploreNearby: Attempt = { rate: criteria.ei, region: "trust region" };

/**
 * Expected improvement learns where the optimum may be: twice everywhere, then around the incumbent;
 * after each of them the predicted mean goes there.
 */
const cycle = [explore, exploit, explore, exploit, exploreNearby, exploit];

/** After so many points per variable without an improvement worth one, the model of all has done its part. */
const PATIENCE = 3;

/**
 * A step to where the model expects a gain that is worth it: expected improvement without a margin goes on
 * polishing as long as the model knows the basin better than all else.
 *
 * @see D. J. Lizotte (2008), "Practical Bayesian optimization", thesis, University of Alberta, section 3.3: the
 * margin of expected improvement.
 */
const leave: Attempt = { ...explore, margin: 0.03 };
/** What many points far away bend or smooth, a model of the basin's own points sees sharply. */
const exploreBasin: Attempt = { rate: criteria.ei, region: "basin" };
const exploitBasin: Attempt = { rate: criteria.y, region: "basin" };
/** The turn of the cycle that leaves the incumbent's basin as well after twice the patience. */
const LEAVING_TURN = 3;
/** The turn that leaves any basin as well after four times the patience. */
const LATE_LEAVING_TURN = 1;
/** The turn that keeps to the incumbent's basin while another is searched. */
const INCUMBENT_TURN = 5;

/**
 * A batch has few steps, and the predicted mean has only one best point: the others learn what lies
 * around the incumbent, as long as that leads on; else one of them looks elsewhere.
 */
const batchCycle = [exploit, exploreNearby, exploreNearby, exploreNearby];
const failedBatchCycle = batchCycle.with(1, explore);

/**
 * What a turn tries, in order: an attempt counts if its best point is useful, the last one also if a
 * lesser point is; one with a margin if it is also worth it. `auto` goes through the cycle. The end of the
 * budget changes nothing, so that a run can go on where one with a smaller budget ended.
 */
export function attemptsOf(
  criterion: InfillCriterionName | InfillCriterion,
  turn: Turn,
): readonly Attempt[] {
  if (typeof criterion === "function") return [everywhere(smoothed(criterion))];
  if (criterion === "y") return [exploit, explore];
  if (criterion !== "auto") return [everywhere(criteria[criterion])];
  const { k, batch, iteration, stagnation, isAway } = turn;
  const first = batch > 1 ? firstOfBatch(turn) : cycle[iteration % cycle.length];
  if (isAway || stagnation >= PATIENCE * k) return inBasin(first, turn);
  return first === explore ? [explore] : [first, explore];
}

function firstOfBatch({ slot, hasFailed }: Turn): Attempt {
  const slots = hasFailed ? failedBatchCycle : batchCycle;
  return slots[slot % slots.length];
}

/** What takes a turn's place where the model of all has done its part. */
function inBasin(
  first: Attempt,
  { k, iteration, batch, stagnation, isAway }: Turn,
): readonly Attempt[] {
  if (first === exploreNearby) return [exploreBasin];
  const turn = iteration % cycle.length;
  const patiences = stagnation / (PATIENCE * k);
  const leavesMore = turn === LEAVING_TURN && !isAway && patiences >= 2 ||
    turn === LATE_LEAVING_TURN && patiences >= 4;
  if (first === explore || leavesMore) return [leave, exploreBasin];
  return [isAway && (batch > 1 || turn === INCUMBENT_TURN) ? exploit : exploitBasin, exploreBasin];
}

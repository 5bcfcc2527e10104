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
}

/** A criterion and where its best point is searched: everywhere or around the incumbent. */
export interface Attempt {
  readonly rate: SmoothCriterion;
  readonly region: "space" | "trust region";
  /** Only what lies so far below the incumbent is an improvement, as a share of the responses' spread. */
  readonly margin?: number;
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

/** After so many points per variable without an improvement worth one, a basin counts as finished. */
const PATIENCE = 3;

/**
 * A step out of a finished basin, to where the model expects a gain that is worth it: expected improvement
 * without a margin goes on polishing as long as the model knows the basin better than all else.
 *
 * @see D. J. Lizotte (2008), "Practical Bayesian optimization", thesis, University of Alberta, section 3.3: the
 * margin of expected improvement.
 */
const leave: Attempt = { ...explore, margin: 0.03 };
/** What the basin still promises is collected at least at this turn of the cycle. */
const POLISHING_TURN = 1;

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
  const { k, batch, stagnation } = turn;
  const first = batch > 1 ? firstOfBatch(turn) : cycle[turn.iteration % cycle.length];
  const attempts = first === explore ? [explore] : [first, explore];
  return stagnation >= PATIENCE * k && mayLeave(first, turn) ? [leave, ...attempts] : attempts;
}

function firstOfBatch({ slot, hasFailed }: Turn): Attempt {
  const slots = hasFailed ? failedBatchCycle : batchCycle;
  return slots[slot % slots.length];
}

/** Batches keep one point that polishes, points alone one turn of the cycle. */
function mayLeave(first: Attempt, { iteration, batch }: Turn): boolean {
  if (first === exploit) return batch === 1 && iteration % cycle.length !== POLISHING_TURN;
  return first === explore;
}

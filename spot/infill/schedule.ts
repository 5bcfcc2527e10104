/** Which criterion is in charge of a point. @module */
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
  /** The point's number within the proposal. */
  readonly slot: number;
  /** Evaluations left before this point; may be Infinity. */
  readonly left: number;
}

/** A criterion with what the search must know of it. */
export interface ScheduledCriterion {
  readonly rate: SmoothCriterion;
  /** Whether only the mean counts: then its best point may be one that is known already. */
  readonly exploits: boolean;
}

/**
 * The criterion of a turn. `auto` alternates between expected improvement, which learns where the
 * optimum may be, and the predicted mean, which goes there; the last evaluation goes to the mean.
 */
export function scheduledCriterion(
  criterion: InfillCriterionName | InfillCriterion,
  turn: Turn,
): ScheduledCriterion {
  if (typeof criterion === "function") return { rate: smoothed(criterion), exploits: false };
  const name = criterion === "auto" ? alternate(turn) : criterion;
  return { rate: criteria[name], exploits: name === "y" };
}

function alternate({ iteration, slot, left }: Turn): "ei" | "y" {
  return left <= 1 || (iteration + slot) % 2 === 1 ? "y" : "ei";
}

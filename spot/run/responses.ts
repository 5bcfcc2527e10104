/** From what the objective returned to the one number that is minimised. @module */
import type { Direction, Directions } from "../core/objective/problem.ts";
import type { LoopControl } from "../control/loop_options.ts";

/** How responses become y. */
export type ResponseControl = Pick<LoopControl, "weights" | "mo2so" | "allowNonFinite">;

/**
 * Weighs the responses of one row and reduces them to one value.
 *
 * @param responses One value per objective, as returned.
 * @returns `mo2so` of the weighted values; without it their sum if there is a weight for each,
 * else the first.
 * @throws {RangeError} If there are several weights, but not one per objective.
 */
export function toScalar(responses: readonly number[], control: ResponseControl): number {
  const { weights = 1, mo2so } = control;
  const weighted = typeof weights === "number"
    ? responses.map((response) => response * weights)
    : responses.map((response, objective) => response * weights[objective]);
  if (typeof weights !== "number" && weights.length !== responses.length) {
    throw new RangeError(
      `Cannot weigh the responses as 'weights' must have one entry per objective: current value has ${weights.length} for ${responses.length}`,
    );
  }
  if (mo2so) return mo2so(weighted);
  return typeof weights === "number" ? weighted[0] : weighted.reduce((sum, value) => sum + value);
}

/** What weights make of responses, which y is made of to be minimised. */
export function toDirections(weights: ResponseControl["weights"] = 1): Directions {
  const toDirection = (weight: number): Direction => weight < 0 ? "maximize" : "minimize";
  return typeof weights === "number" ? toDirection(weights) : weights.map(toDirection);
}

/** What a run is after: from what an objective returned to what is minimised and modelled. @module */
import { messageOf } from "../core/options/message_of.ts";
import type { Failure, Outcome } from "../core/objective/evaluation.ts";
import type { Direction, Directions } from "../core/objective/problem.ts";
import { counted } from "../core/options/options.ts";
import type { LoopControl } from "../control/loop_options.ts";

/** A row as its goal sees it: a value to be minimised, or why there is none. */
export type Judgement = { readonly y: number } | { readonly failure: Failure };

/** What is modelled of a row. */
export type JudgedRow = Pick<Outcome, "responses"> & { readonly y: number };

/** Turns outcomes into what is minimised. */
export interface Goal {
  /** What is good in each response, for programs that read the log. */
  readonly directions: Directions;
  /** How many numbers of a row are modelled: with one, it is improved, with several, their front is. */
  readonly size: number;
  /** The reference point of several, to be minimised as they are; undefined: one is chosen. */
  readonly reference?: readonly number[];
  /**
   * Judges one row.
   *
   * @param outcome What the objective made of it; not a failed one.
   * @param first The outcome of the first row that did not fail: all others have as many responses and
   * constraints.
   */
  judge(outcome: Outcome, first: Outcome): Judgement;
  /** What is modelled of a row that did not fail, to be minimised: as many numbers as `size` says. */
  targets(row: JudgedRow): readonly number[];
}

/** A row that cannot be used. */
export function refuseRow(message: string): { readonly failure: Failure } {
  return { failure: { kind: "value", message } };
}

/** Refuses a row that has another number of constraints than the first one. */
export function refuseConstraints(
  { constraints = [] }: Outcome,
  { constraints: expected = [] }: Outcome,
): { readonly failure: Failure } | undefined {
  if (constraints.length === expected.length) return undefined;
  return refuseRow(
    `the objective returned ${counted(constraints.length, "constraint")}, not ${expected.length}`,
  );
}

/** How responses become y. */
export type ScalarGoalOptions = Pick<LoopControl, "weights" | "mo2so" | "allowNonFinite">;

/** The goal of a run whose responses become one number. */
export class ScalarGoal implements Goal {
  readonly directions: Directions;
  readonly size = 1;
  readonly #options: ScalarGoalOptions;

  constructor(options: ScalarGoalOptions) {
    this.#options = options;
    this.directions = toDirections(options.weights);
  }

  judge(outcome: Outcome, first: Outcome): Judgement {
    const { responses } = outcome;
    const { allowNonFinite } = this.#options;
    const [m, expected] = [responses.length, first.responses.length];
    if (m !== expected) {
      return refuseRow(`the objective returned ${counted(m, "value")}, not ${expected}`);
    }
    if (!allowNonFinite && !responses.every(Number.isFinite)) {
      return refuseRow(`the objective's value is not finite: [${responses}]`);
    }
    const refused = refuseConstraints(outcome, first);
    if (refused) return refused;
    let y: unknown;
    try {
      y = toScalar(responses, this.#options);
    } catch (error) {
      return refuseRow(messageOf(error));
    }
    if (typeof y === "number" && (Number.isFinite(y) || allowNonFinite)) return { y };
    return refuseRow(`weights and mo2so gave ${String(y)}`);
  }

  targets({ y }: JudgedRow): number[] {
    return [y];
  }
}

/**
 * Weighs the responses of one row and reduces them to one value.
 *
 * @param responses One value per objective, as returned.
 * @returns `mo2so` of the weighted values; without it their sum if there is a weight for each,
 * else the first.
 * @throws {RangeError} If there are several weights, but not one per objective.
 */
function toScalar(responses: readonly number[], options: ScalarGoalOptions): number {
  const { weights = 1, mo2so } = options;
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

function toDirections(weights: ScalarGoalOptions["weights"] = 1): Directions {
  const toDirection = (weight: number): Direction => weight < 0 ? "maximize" : "minimize";
  return typeof weights === "number" ? toDirection(weights) : weights.map(toDirection);
}

/** Named objectives, each with its direction: with several of them, the run is after their front. @module */
import type { GoalControl, NamedObjective } from "../control/goal_options.ts";
import type { Outcome } from "../core/objective/evaluation.ts";
import type { Direction } from "../core/objective/problem.ts";
import { type Goal, type JudgedRow, type Judgement, refuseConstraints, refuseRow } from "./goal.ts";
import { minimized } from "./dominance.ts";

/** The goal of a run whose objectives are named. */
export class FrontGoal implements Goal {
  readonly directions: readonly Direction[];
  readonly size: number;
  readonly reference?: readonly number[];
  readonly #objectives: readonly Required<NamedObjective>[];

  constructor(
    objectives: readonly Required<NamedObjective>[],
    { referencePoint }: Pick<GoalControl, "referencePoint"> = {},
  ) {
    this.#objectives = objectives;
    this.directions = objectives.map(({ direction }) => direction);
    this.size = objectives.length;
    this.reference = referencePoint && minimized(referencePoint, objectives);
  }

  /** The y of a row with several objectives is the first of them, to be minimised. */
  judge(outcome: Outcome, first: Outcome): Judgement {
    const { responses } = outcome;
    if (responses.length !== this.size) {
      const names = this.#objectives.map(({ name }) => name).join(", ");
      return refuseRow(
        `the objective returned ${responses.length} values, not ${this.size}: ${names}`,
      );
    }
    const refused = refuseConstraints(outcome, first);
    if (refused) return refused;
    const [y] = minimized(responses, this.#objectives);
    return { y: responses.every(Number.isFinite) ? y : NaN };
  }

  /** The y of a row that was given up is estimated: it has no responses. */
  targets({ responses, y }: JudgedRow): number[] {
    if (this.size === 1) return [y];
    return minimized(responses, this.#objectives);
  }
}

/** Curves: what a row reports on its way, and when that shows that the row is hopeless. @module */
import type { Problem } from "./problem.ts";
import { show } from "../options/options.ts";
import type { CurveLimits, Outcome } from "./evaluation.ts";

/** Whether large values of a curve, which is that of the first response, are good. */
export function isMaximised(directions: Problem["directions"]): boolean {
  return (typeof directions === "object" ? directions[0] : directions) === "maximize";
}

/** A curve is kept with its row: it is bounded. */
const MOST_VALUES = 100_000;

/** Takes in the reports of one row. */
export class CurveRecorder {
  readonly #steps: number[] = [];
  readonly #values: number[] = [];
  readonly #limits: CurveLimits | undefined;
  /** -1 where large values are good. */
  readonly #sign: number;
  #best = Infinity;
  /** Index of the limit of the last step; -1 before the first. */
  #limit = -1;
  #strikes = 0;
  #prunedAt: number | undefined;
  #isComplete = false;

  constructor(limits: CurveLimits | undefined, directions: Problem["directions"]) {
    this.#limits = limits;
    this.#sign = isMaximised(directions) ? -1 : 1;
  }

  /** Whether the row is hopeless. */
  get shouldStop(): boolean {
    return this.#prunedAt !== undefined;
  }

  /**
   * Takes in a value. The curve of a hopeless row has ended, as has that of a row that has returned:
   * further reports are left out.
   *
   * @returns Whether the row is hopeless.
   * @throws {TypeError | RangeError} If the step does not rise, or a number is not finite.
   */
  report(step: number, value: number): boolean {
    if (this.shouldStop || this.#isComplete) return this.shouldStop;
    this.#check(step, value);
    this.#steps.push(step);
    this.#values.push(value);
    this.#best = Math.min(this.#best, this.#sign * value);
    this.#strikes = this.#isBeyond(step) ? this.#strikes + 1 : 0;
    if (this.#strikes > (this.#limits?.patience ?? 0)) this.#prunedAt = step;
    return this.shouldStop;
  }

  /** The outcome with the curve; a hopeless row has no responses, whatever it did afterwards. */
  complete(outcome: Outcome): Outcome {
    this.#isComplete = true;
    if (this.#steps.length === 0) return outcome;
    const curve = { steps: this.#steps, values: this.#values };
    return this.#prunedAt === undefined
      ? { ...outcome, curve }
      : { responses: [], curve, pruned: { step: this.#prunedAt } };
  }

  #isBeyond(step: number): boolean {
    if (!this.#limits) return false;
    const { steps, values } = this.#limits;
    while (this.#limit + 1 < steps.length && steps[this.#limit + 1] <= step) this.#limit++;
    return this.#limit >= 0 && this.#best > this.#sign * values[this.#limit];
  }

  #check(step: number, value: number): void {
    checkFinite("step", step);
    checkFinite("value", value);
    const last = this.#steps.at(-1);
    if (last !== undefined && !(step > last)) {
      throw new RangeError(
        `Cannot report as 'step' must be above the last one, ${last}: current value is ${step}`,
      );
    }
    if (this.#steps.length < MOST_VALUES) return;
    throw new RangeError(
      `Cannot report as a curve must have at most ${MOST_VALUES} values: current step is ${step}`,
    );
  }
}

function checkFinite(name: string, value: unknown): void {
  if (Number.isFinite(value)) return;
  const message = `Cannot report as '${name}' must be a finite number: current value is ${
    show(value)
  }`;
  throw typeof value === "number" ? new RangeError(message) : new TypeError(message);
}

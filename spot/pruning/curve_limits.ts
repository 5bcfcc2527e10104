/**
 * The limits beyond which a new row is hopeless, from the curves of the rows that are known when it is
 * planned: they travel with its task, so that no row asks what others do meanwhile.
 *
 * Notation: b(s) the best value that a row reported up to step s; q_p the percentile p.
 *
 * @see Golovin, Solnik, Moitra, Kochanski, Karro, Sculley (2017), "Google Vizier: a service for
 * black-box optimization", KDD, section 3.2.2: the median stopping rule, here of b(s) on both sides.
 * @see Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht, Talwalkar (2020), "A system for
 * massively parallel hyperparameter tuning", MLSys, algorithm 2: asynchronous successive halving.
 *
 * @module
 */
import type { Curve, CurveLimits } from "../core/objective/evaluation.ts";
import type { PruningControl } from "./pruning_control.ts";

/** A row whose curve is known. */
export interface KnownCurve extends Curve {
  /** What it returned, in the curve's unit; undefined if it was pruned. */
  readonly response: number | undefined;
}

/** Options of {@linkcode curveLimits}. */
export interface CurveLimitsOptions {
  readonly control: PruningControl;
  /** Whether large values are good. */
  readonly isMaximised: boolean;
}

/** The share of the finished rows, the best ones, that no limit would have pruned. */
const SPARED = 0.3;
/** So many limits are sent with a task at most. */
const MOST_STEPS = 1000;

/**
 * The limits of a new row.
 *
 * By a percentile, b(s) must not be above q_p of the finished rows' b(s), at each step that one of them
 * has. By halving, at the steps s_k = (warmUpSteps + 1) eta^k: of the n rows that came as far, pruned
 * ones among them, and itself it must be among the best max(1, floor((n + 1) / eta)).
 *
 * Curves cross: what ends well may begin badly. So no limit is below the b(s) of the best rows, those
 * {@linkcode SPARED} of the finished ones that have the best responses: where good rows began badly, a
 * bad beginning is not held against a new one.
 *
 * @returns The limits; undefined if there are none yet.
 */
export function curveLimits(
  rows: readonly KnownCurve[],
  { control, isMaximised }: CurveLimitsOptions,
): CurveLimits | undefined {
  const { kind, minRows, patience } = control;
  const sign = isMaximised ? -1 : 1;
  const finished = rows.filter(({ response }) => response !== undefined);
  const judges = kind === "halving" ? rows : finished;
  const tracks = judges.map((row) => new Track(row, sign));
  const spared = bestOf(finished, sign).map((row) => new Track(row, sign));
  const steps: number[] = [];
  const values: number[] = [];
  for (const step of stepsOf(judges, control)) {
    const bests = tracks.map((track) => track.bestAt(step)).filter((best) => best !== undefined);
    if (bests.length < minRows) continue;
    steps.push(step);
    const limit = limitOf(bests.sort((a, b) => a - b), control);
    values.push(
      sign * spared.reduce((most, row) => Math.max(most, row.bestAt(step) ?? most), limit),
    );
  }
  return steps.length > 0 ? { steps, values, patience } : undefined;
}

/** The finished rows of the best responses. */
function bestOf(finished: readonly KnownCurve[], sign: number): readonly KnownCurve[] {
  const order = [...finished].sort((a, b) => sign * (a.response! - b.response!));
  return order.slice(0, Math.ceil(SPARED * order.length));
}

/** The worst best that goes on; `bests` ascend. */
function limitOf(bests: readonly number[], control: PruningControl): number {
  if (control.kind === "percentile") return percentileOf(bests, control.percentile);
  const places = Math.max(1, Math.floor((bests.length + 1) / control.eta));
  return bests[Math.min(places, bests.length) - 1];
}

/** Linear between neighbours. */
function percentileOf(ascending: readonly number[], percentile: number): number {
  const at = (percentile / 100) * (ascending.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, ascending.length - 1);
  return ascending[low] + (at - low) * (ascending[high] - ascending[low]);
}

/** The steps at which a row is judged, ascending. */
function stepsOf(rows: readonly Curve[], control: PruningControl): number[] {
  const { warmUpSteps } = control;
  if (control.kind === "halving") return rungs(rows, warmUpSteps + 1, control.eta);
  const all = new Set(rows.flatMap(({ steps }) => steps));
  const judged = [...all].filter((step) => step > warmUpSteps).sort((a, b) => a - b);
  const stride = Math.ceil(judged.length / MOST_STEPS);
  return judged.filter((_, i) => i % stride === 0);
}

function rungs(rows: readonly Curve[], first: number, eta: number): number[] {
  const last = rows.reduce((most, { steps }) => Math.max(most, steps.at(-1) ?? 0), 0);
  const steps: number[] = [];
  for (let step = first; step <= last && steps.length < MOST_STEPS; step *= eta) steps.push(step);
  return steps;
}

/** The best value of a row up to steps that ascend from call to call. */
class Track {
  readonly #row: KnownCurve;
  readonly #sign: number;
  #next = 0;
  #best: number | undefined;

  constructor(row: KnownCurve, sign: number) {
    [this.#row, this.#sign] = [row, sign];
  }

  /** Undefined before the row's first step, and after the end of a pruned row; the best of all at last. */
  bestAt(step: number): number | undefined {
    const { steps, values, response } = this.#row;
    while (this.#next < steps.length && steps[this.#next] <= step) {
      const value = this.#sign * values[this.#next++];
      this.#best = Math.min(this.#best ?? value, value);
    }
    const hasEnded = this.#next === steps.length && steps[steps.length - 1] < step;
    return hasEnded && response === undefined ? undefined : this.#best;
  }
}

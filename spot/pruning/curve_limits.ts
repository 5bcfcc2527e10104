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
import { quantile } from "../core/exact/quantile.ts";
import type { Curve, CurveLimits } from "../core/objective/evaluation.ts";
import type { PruningControl } from "./pruning_control.ts";
import { tellingSteps } from "./telling_steps.ts";

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
/** Each judged step is about this share of the steps before beyond the last: limits travel and are logged. */
const STRIDE = 0.05;
/** So many rungs at most: a factor near 1 has no end. */
const MOST_RUNGS = 1000;

/**
 * The limits of a new row.
 *
 * By a percentile, b(s) must not be above q_p of the finished rows' b(s), at steps that one of them has:
 * all of the first, then about every twentieth part further. By halving, at the steps s_k =
 * (warmUpSteps + 1) eta^k: of the n rows that came as far, pruned ones among them, and itself it must be
 * among the best max(1, floor((n + 1) / eta)).
 *
 * Curves cross: what ends well may begin badly. So no limit is below the b(s) of the best rows, those
 * {@linkcode SPARED} of the finished ones that have the best responses: where good rows began badly, a
 * bad beginning is not held against a new one. And there is none where the order of the finished rows
 * tells too little of their final one: see {@linkcode tellingSteps}. Neither is so without `curvesCross`.
 *
 * @returns The limits, where they change; undefined if there are none yet.
 */
export function curveLimits(
  rows: readonly KnownCurve[],
  { control, isMaximised }: CurveLimitsOptions,
): CurveLimits | undefined {
  const { kind, minRows, patience, curvesCross } = control;
  const sign = isMaximised ? -1 : 1;
  const finished = bestFirst(rows, sign);
  const judges = kind === "halving" ? rows : finished;
  const judged = stepsOf(judges, control);
  const bests = bestsAt(judges, judged, sign);
  const ofFinished = judges === finished ? bests : bestsAt(finished, judged, sign);
  const isTelling = curvesCross ? tellingSteps(ofFinished) : judged.map(() => true);
  const spared = curvesCross ? SPARED : 0;
  const steps: number[] = [];
  const values: number[] = [];
  for (const [i, step] of judged.entries()) {
    if (bests[i].length < minRows) continue;
    const goodRows = ofFinished[i].slice(0, Math.ceil(spared * ofFinished[i].length));
    const limit = isTelling[i] ? Math.max(limitOf(bests[i], control), ...goodRows) : NO_LIMIT;
    if (sign * limit === (values.at(-1) ?? sign * NO_LIMIT)) continue;
    steps.push(step);
    values.push(sign * limit);
  }
  return steps.length > 0 ? { steps, values, patience } : undefined;
}

/** No value is beyond it. */
const NO_LIMIT = Number.MAX_VALUE;

/** The finished rows, those of the best responses first. */
function bestFirst(rows: readonly KnownCurve[], sign: number): readonly KnownCurve[] {
  const finished = rows.filter(({ response }) => response !== undefined);
  return finished.sort((a, b) => sign * (a.response! - b.response!));
}

/** For each step b(s) of the rows that have come as far. */
function bestsAt(rows: readonly KnownCurve[], steps: readonly number[], sign: number): number[][] {
  const tracks = rows.map((row) => new Track(row, sign));
  return steps.map((step) => tracks.flatMap((track) => track.bestAt(step) ?? []));
}

/** The worst best that goes on. */
function limitOf(bests: readonly number[], control: PruningControl): number {
  if (control.kind === "percentile") return quantile(bests, control.percentile / 100);
  const ascending = [...bests].sort((a, b) => a - b);
  const places = Math.max(1, Math.floor((bests.length + 1) / control.eta));
  return ascending[Math.min(places, bests.length) - 1];
}

/** The steps at which a row is judged, ascending. */
function stepsOf(rows: readonly Curve[], control: PruningControl): number[] {
  const { warmUpSteps } = control;
  if (control.kind === "halving") return rungs(rows, warmUpSteps + 1, control.eta);
  const all = new Set(rows.flatMap(({ steps }) => steps));
  const judged = [...all].filter((step) => step > warmUpSteps).sort((a, b) => a - b);
  const steps: number[] = [];
  for (let i = 0; i < judged.length; i += Math.max(1, Math.ceil(STRIDE * i))) steps.push(judged[i]);
  return steps;
}

function rungs(rows: readonly Curve[], first: number, eta: number): number[] {
  const last = rows.reduce((most, { steps }) => Math.max(most, steps.at(-1) ?? 0), 0);
  const steps: number[] = [];
  for (let step = first; step <= last && steps.length < MOST_RUNGS; step *= eta) steps.push(step);
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

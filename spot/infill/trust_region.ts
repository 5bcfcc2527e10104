/**
 * The neighbourhood in which some points are searched: elsewhere, in many variables, the criterion is
 * drawn to far corners, of which nothing is known. It is around the incumbent; once its basin is finished,
 * around the best point outside of all that are.
 *
 * @see D. Eriksson, M. Pearce, J. Gardner, R. Turner, M. Poloczek (2019), "Scalable global optimization
 * via local Bayesian optimization", NeurIPS 32: how its side grows and shrinks, and that it begins anew.
 *
 * @module
 */
import type { SearchSpace } from "../core/space/search_space.ts";
import { distance } from "../search/distinct_points.ts";
import { typicalHeight } from "./response_scale.ts";

/** Sides as shares of each variable's range: at first, at most, at least. */
const FIRST_SIDE = 0.8;
const LARGEST_SIDE = 1;
const SMALLEST_SIDE = 0.01;
/** The least side in another basin than the first: enough to tell whether it leads on. */
const SMALLEST_OTHER_SIDE = 0.05;
/** Batches leave few steps to shrink in: they begin near the incumbent and grow as long as it pays. */
const FIRST_BATCH_SIDE = 0.2;
/** Around another basin's best point, and around an incumbent that was found far from the region. */
const BASIN_SIDE = 0.2;
const RESTART_SIDE = 0.4;
/** Points so near to the best one of a finished basin belong to it. */
const BASIN_RADIUS = 0.05;
/** Successes in a row that double the side. */
const SUCCESSES = 2;
/** An improvement is at least this share of the responses' typical height above the minimum. */
const LEAST_IMPROVEMENT = 1e-3;
/** In another basin, it also closes this share of the gap to the incumbent: else it would take too long. */
const LEAST_GAP = 0.1;
/** The share of one that was worth an evaluation: less is polishing. */
const WORTHWHILE_IMPROVEMENT = 1e-2;

/** The trust region after the responses so far. */
export interface TrustRegion {
  /** The number of the point that it is around; undefined if there is none yet. */
  readonly centre: number | undefined;
  /** Whether it is in another basin than the incumbent. */
  readonly isAway: boolean;
  /** Its side, as a share of each variable's range. */
  readonly side: number;
  /** Whether the last step brought no improvement. */
  readonly hasFailed: boolean;
  /** The number of points since the last improvement that was worth an evaluation. */
  readonly stagnation: number;
}

/** The points so far, and how they came about. */
export interface StepHistory {
  readonly space: SearchSpace;
  /** The points, in order. */
  readonly X: readonly (readonly number[])[];
  /** Their responses. */
  readonly y: readonly number[];
  /** The number of the first proposed point. */
  readonly first: number;
  /** How many points each proposal had, in order. */
  readonly steps: readonly number[];
  /** How many points a proposal has that is not cut short. */
  readonly batch: number;
}

/**
 * The region after the responses so far. A step is a proposal of a point or a batch, a success if its
 * best point is an improvement; one whose responses are not all there is not judged yet. The side is
 * doubled after two successes in a row, halved after failures of as many points as half of the variables
 * (at least 3). When it is very small, the basin is finished. In another basin, steps outside of the
 * region say nothing of it, unless they improve on the incumbent.
 */
export function trustRegionAfter(history: StepHistory): TrustRegion {
  const region = new MovingRegion(history);
  let end = history.first;
  for (const size of history.steps) {
    if (end + size > history.y.length) break;
    region.take(Array.from({ length: size }, (_, i) => end + i));
    end += size;
  }
  const { centre, isAway, side, hasFailed, stagnation } = region;
  return { centre, isAway, side, hasFailed, stagnation };
}

/** The region while the steps are taken in, one after the other. */
class MovingRegion implements TrustRegion {
  centre: number | undefined;
  isAway = false;
  side: number;
  hasFailed = false;
  stagnation = 0;
  readonly #history: StepHistory;
  readonly #height: number;
  /** How many failures in a row halve the side. */
  readonly #patience: number;
  /** The best points of finished basins. */
  readonly #finished: number[] = [];
  #incumbent: number | undefined;
  #leadsBack = false;
  #successes = 0;
  #failures = 0;

  constructor(history: StepHistory) {
    const { space, y, first, batch } = history;
    this.#history = history;
    this.#height = typicalHeight(y);
    this.#patience = Math.ceil(Math.max(3, space.length / 2) / batch);
    this.side = batch > 1 ? FIRST_BATCH_SIDE : FIRST_SIDE;
    this.centre = this.#incumbent = this.#best([...y.slice(0, first).keys()]);
  }

  /** Takes in the points of a step. */
  take(step: readonly number[]): void {
    const best = this.#best(step)!;
    this.stagnation = this.#improves(best, this.#incumbent, WORTHWHILE_IMPROVEMENT)
      ? 0
      : this.stagnation + step.length;
    this.hasFailed = !this.#improves(best, this.#incumbent);
    if (!this.hasFailed && this.isAway) this.#comeBack(best);
    if (this.#improves(best, this.#incumbent, 0)) this.#incumbent = best;
    if (this.isAway) this.#judge(step.filter((i) => this.#isInside(i)));
    else this.#judge(step);
    if (this.#isFinished()) this.#finish(step[step.length - 1] + 1);
  }

  /** Another basin is finished sooner, and as soon as it leads into one that is. */
  #isFinished(): boolean {
    if (!this.isAway) return this.side < SMALLEST_SIDE;
    return this.side < SMALLEST_OTHER_SIDE || this.#leadsBack;
  }

  #isOfFinished(i: number): boolean {
    const { space, X } = this.#history;
    return this.#finished.some((centre) => distance(space, X[centre], X[i]) <= BASIN_RADIUS);
  }

  /** Moves and resizes the region by a step's points that say something of it. */
  #judge(points: readonly number[]): void {
    const best = this.#best(points);
    if (best === undefined) return;
    const succeeds = this.#improves(best, this.centre, this.#leastImprovement());
    if (this.#improves(best, this.centre, 0)) this.#moveTo(best);
    if (this.centre === this.#incumbent) this.isAway = false;
    [this.#successes, this.#failures] = succeeds
      ? [this.#successes + 1, 0]
      : [0, this.#failures + 1];
    if (this.#successes === SUCCESSES) {
      [this.side, this.#successes] = [Math.min(LARGEST_SIDE, 2 * this.side), 0];
    }
    if (this.#failures === this.#patience) [this.side, this.#failures] = [this.side / 2, 0];
  }

  /** A centre that leads into a finished basin stays, so that it is finished with it. */
  #moveTo(point: number): void {
    this.#leadsBack = this.isAway && this.#isOfFinished(point);
    if (!this.#leadsBack) this.centre = point;
  }

  /** The share of the typical height by which a success is better than the centre. */
  #leastImprovement(): number {
    if (!this.isAway) return LEAST_IMPROVEMENT;
    const { y } = this.#history;
    const gap = (y[this.centre!] - y[this.#incumbent!]) / this.#height;
    return Math.max(LEAST_IMPROVEMENT, LEAST_GAP * gap);
  }

  /** Goes back to the incumbent's basin for a new one; one that the region found goes on with it. */
  #comeBack(incumbent: number): void {
    if (!this.#isInside(incumbent)) this.#begin(this.centre, RESTART_SIDE);
    this.isAway = false;
  }

  /** Goes to the best of the first n points outside of all finished basins. */
  #finish(n: number): void {
    this.#finished.push(this.centre!);
    const others = Array.from({ length: n }, (_, i) => i).filter((i) => !this.#isOfFinished(i));
    this.isAway = others.length > 0;
    if (this.isAway) this.#begin(this.#best(others), BASIN_SIDE);
    else this.#begin(this.#incumbent, RESTART_SIDE);
  }

  #begin(centre: number | undefined, side: number): void {
    [this.centre, this.side, this.#successes, this.#failures] = [centre, side, 0, 0];
    this.#leadsBack = false;
  }

  #isInside(i: number): boolean {
    const { space, X } = this.#history;
    return distance(space, X[i], X[this.centre!]) <= this.side / 2;
  }

  /** Whether a point is better than another by more than a share of the typical height. */
  #improves(i: number, other: number | undefined, share = LEAST_IMPROVEMENT): boolean {
    const { y } = this.#history;
    return other === undefined || y[i] < y[other] - share * this.#height;
  }

  #best(points: readonly number[]): number | undefined {
    const { y } = this.#history;
    return points.length === 0
      ? undefined
      : points.reduce((best, i) => y[i] < y[best] ? i : best, points[0]);
  }
}

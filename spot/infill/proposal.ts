/** What a proposal of new points is made from, and what it holds. @module */
import type { Random } from "../core/random/stream.ts";
import type { OptimizerControl } from "../search/optimizer_control.ts";
import type { Domain } from "../core/space/domain.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import type { FittedKriging } from "../surrogate/fitted_kriging.ts";
import type { SurrogateControl } from "../surrogate/surrogate_control.ts";
import type { InfillCriterion, InfillCriterionName } from "./criteria.ts";

/** Responses of one kind at points, to be minimised. */
export interface ResponseColumn {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  /** Standard deviations of the responses as means, under noise. */
  readonly deviations?: readonly number[];
}

/** What is known of where points can be used. */
export interface Feasibility {
  /** How far each point of the request is from keeping all constraints: 0 if it does; Infinity if it failed. */
  readonly violations: readonly number[];
  /** Of each point of the request: whether its response is a penalty that no model is to see. */
  readonly isLeftOut: readonly boolean[];
  /** The values of each constraint, satisfied where they are at most 0. */
  readonly constraints: readonly ResponseColumn[];
  /** Above 0 where rows of a point failed. */
  readonly failures?: ResponseColumn;
}

/** What is known of several objectives. */
export interface Front {
  /** One column per objective, at the request's points. */
  readonly targets: readonly ResponseColumn[];
  /** The reference point; undefined: one is chosen. */
  readonly reference?: readonly number[];
  /** Of each point of the request: whether it was not proposed, but part of the beginning. */
  readonly isInitial: readonly boolean[];
}

/** The state of a run from which new points are proposed. */
export interface ProposalRequest {
  readonly space: SearchSpace;
  /** The points of the space that may be proposed. */
  readonly domain: Domain;
  /** Evaluated points with a usable (or penalised) response, in search units. */
  readonly X: readonly (readonly number[])[];
  /** Their responses, to be minimised. */
  readonly y: readonly number[];
  /** Whether responses are noisy. */
  readonly noise: boolean;
  /** Standard deviations of the responses as means, under noise. */
  readonly deviations?: readonly number[];
  /** What is known of constraints and failures, if there are any. */
  readonly feasibility?: Feasibility;
  /** What is known of several objectives; y is the first of them then. */
  readonly front?: Front;
  /** Every point ever seen, failed ones too: none is proposed again. */
  readonly exclude: readonly (readonly number[])[];
  /** Points submitted whose response is not known yet. */
  readonly pending: readonly (readonly number[])[];
  /** How many points are wanted. */
  readonly nPoints: number;
  /** How many points a proposal has that the end of the budget does not cut short. */
  readonly batch: number;
  /** The stream of this proposal. */
  readonly random: Random;
  /** How many points each proposal before this one had, in order. */
  readonly steps: readonly number[];
  readonly surrogateControl: SurrogateControl;
  readonly optimizerControl: OptimizerControl;
  readonly infillCriterion: InfillCriterionName | InfillCriterion;
  /**
   * Smallest distance of a new point to all others: the largest difference of a coordinate, with
   * every variable's range scaled to 1 and different levels of a factor at distance 1.
   */
  readonly toleranceX: number;
  /**
   * Told of the surrogate of the response, or of each objective in their order, if it is Kriging: as
   * often as one is fitted to all points, which where the search stagnates not every proposal needs.
   */
  readonly onFitted?: (fitted: FittedKriging) => void;
}

/** The choice of a slot's point, or the notice why there is no new one. */
export type Choice = (slot: number) => number[] | string;

/** New points. */
export interface Proposal {
  /** Distinct new points in search units; fewer than wanted only if the space is exhausted. */
  readonly points: number[][];
  /** Notices for the user, such as a fallback that was taken. */
  readonly notices: readonly string[];
}

/** What a proposal of new points is made from, and what it holds. @module */
import type { Random } from "../core/random/stream.ts";
import type { OptimizerControl } from "../search/optimizer_control.ts";
import type { Domain } from "../core/space/domain.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import type { SurrogateControl } from "../surrogate/surrogate_control.ts";
import type { InfillCriterion, InfillCriterionName } from "./criteria.ts";

/** The state of a run from which new points are proposed. */
export interface ProposalRequest {
  readonly space: SearchSpace;
  /** The points of the space that may be proposed. */
  readonly domain: Domain;
  /** Evaluated points with a usable (or penalised) response, in search units. */
  readonly X: readonly (readonly number[])[];
  /** Their responses, to be minimised. */
  readonly y: readonly number[];
  /** Standard deviations of the responses as means, under noise. */
  readonly deviations?: readonly number[];
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
}

/** New points. */
export interface Proposal {
  /** Distinct new points in search units; fewer than wanted only if the space is exhausted. */
  readonly points: number[][];
  /** Notices for the user, such as a fallback that was taken. */
  readonly notices: readonly string[];
}

/**
 * Options of the search for the best next point.
 *
 * @module
 */
import { integer, type OptionTable, resolveOptions } from "../core/options/options.ts";

/** Resolved options of the infill search. */
export interface OptimizerControl {
  /** Points of the search space at which the criterion is screened, per variable. */
  readonly nCandidates: number;
  /** Candidates that are refined locally. */
  readonly nStarts: number;
  /** Most evaluations of the criterion in each local refinement of the continuous variables. */
  readonly maxEvaluations: number;
}

/** Options of {@linkcode optimizerControlInit}. */
export interface OptimizerControlOptions {
  /** Points of the search space at which the criterion is screened, per variable. @default {100} */
  readonly nCandidates?: number;
  /** Candidates that are refined locally. @default {6} */
  readonly nStarts?: number;
  /**
   * Most evaluations of the criterion in each local refinement of the continuous variables.
   *
   * @default {50}
   */
  readonly maxEvaluations?: number;
}

const table = {
  nCandidates: { kind: integer(1), default: 100 },
  nStarts: { kind: integer(1), default: 6 },
  maxEvaluations: { kind: integer(1), default: 50 },
} satisfies OptionTable<OptimizerControlOptions>;

/**
 * Makes the controls of the search for the best next point.
 *
 * @returns The controls, complete.
 * @throws {TypeError} If an option is unknown or of another type.
 * @throws {RangeError} If a number is out of its range.
 */
export function optimizerControlInit(options: OptimizerControlOptions = {}): OptimizerControl {
  return Object.freeze(resolveOptions("make optimizer controls", table, options));
}

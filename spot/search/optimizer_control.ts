/**
 * Options of the search for the best next point.
 *
 * @module
 */
import { checkNumber, checkOptionNames, givenOptions } from "../core/options/options.ts";

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

const action = "make optimizer controls";
const defaults: OptimizerControl = { nCandidates: 100, nStarts: 6, maxEvaluations: 50 };

/**
 * Makes the controls of the search for the best next point.
 *
 * @returns The controls, complete.
 * @throws {TypeError} If an option is unknown or of another type.
 * @throws {RangeError} If a number is out of its range.
 */
export function optimizerControlInit(options: OptimizerControlOptions = {}): OptimizerControl {
  checkOptionNames(action, options, Object.keys(defaults));
  const resolved = { ...defaults, ...givenOptions(options) };
  const integer = { min: 1, integer: true } as const;
  return Object.freeze({
    nCandidates: checkNumber(action, "nCandidates", resolved.nCandidates, integer),
    nStarts: checkNumber(action, "nStarts", resolved.nStarts, integer),
    maxEvaluations: checkNumber(action, "maxEvaluations", resolved.maxEvaluations, integer),
  });
}

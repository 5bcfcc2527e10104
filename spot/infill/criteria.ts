/** Infill criteria by name. @module */

/** The name of a built-in criterion. */
export type InfillCriterionName = "auto" | "ei" | "pi" | "lcb" | "y";

/** What a criterion knows beside the prediction. */
export interface InfillContext {
  /** The smallest response so far, or its prediction under noise. */
  readonly incumbent: number;
}

/**
 * Rates a candidate from its predicted mean and standard deviation; the largest value is evaluated.
 */
export type InfillCriterion = (
  prediction: { readonly mean: number; readonly sd: number },
  context: InfillContext,
) => number;

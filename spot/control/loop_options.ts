/** Options of the tuning loop and their rules. @module */
import type { InfillCriterion, InfillCriterionName } from "../infill/criteria.ts";
import {
  checkBoolean,
  checkChoice,
  checkNumber,
  type NumberRule,
  show,
} from "../core/options/options.ts";

/** Reduces the (weighted) values of several objectives to the one that is minimised. */
export type Scalarisation = (values: readonly number[]) => number;

/** Options of the tuning loop. */
export interface LoopOptions {
  /** Evaluation budget: rows in all, failed ones and replicates included. @default {15} */
  readonly funEvals?: number;
  /** Time limit in minutes, checked while rows run. @default {Infinity} */
  readonly maxTime?: number;
  /** Master seed, 0 .. 2^53 - 1. @default {123} */
  readonly seed?: number;
  /** New points per step. @default {1} */
  readonly nPoints?: number;
  /** Evaluations of each new point. @default {1} */
  readonly funRepeats?: number;
  /** Whether the objective is noisy: replicates are then averaged. @default {false} */
  readonly noise?: boolean;
  /** Extra replicates per step by optimal computing budget allocation; needs noise. @default {0} */
  readonly ocbaDelta?: number;
  /** What is maximised to find the next point: a name, or a function of the prediction. @default {"auto"} */
  readonly infillCriterion?: InfillCriterionName | InfillCriterion;
  /**
   * Smallest distance of a new point to all others: the largest difference of a coordinate, with
   * each variable's range scaled to 1. @default {0}
   */
  readonly toleranceX?: number;
  /**
   * The y that failed rows have for the surrogate; unless given, the largest mean of a point so far.
   * One far beyond the other responses makes them all look alike to the surrogate.
   */
  readonly penaltyNA?: number;
  /** Factor of y, or one per objective; negative: maximise. @default {1} */
  readonly weights?: number | readonly number[];
  /** Reduces several objectives to one. @default {their weighted sum if there is a weight for each, else the first} */
  readonly mo2so?: Scalarisation;
  /** Propose a point whenever a core frees instead of step by step. @default {false} */
  readonly asynchronous?: boolean;
  /**
   * Asynchronous runs: proposal k knows the results of the first k - pending rows, the rest count
   * as pending, so that the bits do not depend on time. @default {the number of cores}
   */
  readonly pending?: number;
  /** Whether NaN and infinities are values instead of failures. @default {false} */
  readonly allowNonFinite?: boolean;
  /** What a plain `fun`'s exception does: end the run, or fail the row. @default {"throw"} */
  readonly onError?: "throw" | "record";
  /** Whether a line on stderr tells of the progress. @default {false} */
  readonly showProgress?: boolean;
}

/** Options that have no default. */
export type OptionalLoopOption = "penaltyNA" | "weights" | "mo2so" | "pending";

/** {@linkcode LoopOptions} with their defaults; the options without a default may be left out. */
export type LoopControl =
  & Required<Omit<LoopOptions, OptionalLoopOption>>
  & Pick<LoopOptions, OptionalLoopOption>;

/** The names of all loop options. */
export const loopOptionNames = [
  "funEvals",
  "maxTime",
  "seed",
  "nPoints",
  "funRepeats",
  "noise",
  "ocbaDelta",
  "infillCriterion",
  "toleranceX",
  "penaltyNA",
  "weights",
  "mo2so",
  "asynchronous",
  "pending",
  "allowNonFinite",
  "onError",
  "showProgress",
] as const satisfies (keyof LoopOptions)[];

const infillCriterionNames = ["auto", "ei", "pi", "lcb", "y"] as const satisfies (
  InfillCriterionName
)[];

const positiveInteger: NumberRule = { integer: true, min: 1 };

/**
 * Checks the loop's options and fills in their defaults.
 *
 * @throws {TypeError | RangeError} If an option breaks its rule.
 */
export function resolveLoopOptions(action: string, options: LoopOptions): LoopControl {
  const number = (name: keyof LoopOptions, fallback: number, rule: NumberRule) =>
    checkNumber(action, name, options[name] === undefined ? fallback : options[name], rule);
  const optional = (name: keyof LoopOptions, rule: NumberRule) =>
    options[name] === undefined ? undefined : checkNumber(action, name, options[name], rule);
  const boolean = (name: keyof LoopOptions) =>
    checkBoolean(action, name, options[name] === undefined ? false : options[name]);
  const { infillCriterion = "auto", onError = "throw" } = options;
  const control: LoopControl = {
    funEvals: number("funEvals", 15, positiveInteger),
    maxTime: number("maxTime", Infinity, { min: 0, aboveMin: true }),
    seed: number("seed", 123, { integer: true, min: 0, max: Number.MAX_SAFE_INTEGER }),
    nPoints: number("nPoints", 1, positiveInteger),
    funRepeats: number("funRepeats", 1, positiveInteger),
    noise: boolean("noise"),
    ocbaDelta: number("ocbaDelta", 0, { integer: true, min: 0 }),
    infillCriterion: checkCriterion(action, infillCriterion),
    toleranceX: number("toleranceX", 0, { min: 0, max: 1 }),
    penaltyNA: optional("penaltyNA", { min: -Number.MAX_VALUE, max: Number.MAX_VALUE }),
    weights: checkWeights(action, options.weights),
    mo2so: checkScalarisation(action, options.mo2so),
    asynchronous: boolean("asynchronous"),
    pending: optional("pending", positiveInteger),
    allowNonFinite: boolean("allowNonFinite"),
    onError: checkChoice(action, "onError", onError, ["throw", "record"]),
    showProgress: boolean("showProgress"),
  };
  checkCombinations(action, control);
  return control;
}

function checkCombinations(action: string, control: LoopControl): void {
  const { noise, ocbaDelta, asynchronous, pending, nPoints } = control;
  if (ocbaDelta > 0 && !noise) {
    throw new RangeError(
      `Cannot ${action} as 'ocbaDelta' needs 'noise: true': current value is ${ocbaDelta}`,
    );
  }
  if (pending !== undefined && !asynchronous) {
    throw new RangeError(
      `Cannot ${action} as 'pending' needs 'asynchronous: true': current value is ${pending}`,
    );
  }
  if (asynchronous && (nPoints > 1 || ocbaDelta > 0)) {
    throw new RangeError(
      `Cannot ${action} as 'asynchronous' proposes one point at a time, without 'nPoints' above 1 or 'ocbaDelta': current values are ${nPoints} and ${ocbaDelta}`,
    );
  }
}

function checkCriterion(action: string, criterion: unknown): LoopControl["infillCriterion"] {
  if (typeof criterion === "function") return criterion as InfillCriterion;
  return checkChoice(action, "infillCriterion", criterion, infillCriterionNames);
}

function checkWeights(action: string, weights: unknown): LoopControl["weights"] {
  if (weights === undefined) return undefined;
  const all: unknown[] = Array.isArray(weights) ? weights : [weights];
  const usable = all.length > 0 &&
    all.every((weight) => typeof weight === "number" && Number.isFinite(weight) && weight !== 0);
  if (usable) return Array.isArray(weights) ? [...weights] : weights as number;
  throw new RangeError(
    `Cannot ${action} as 'weights' must be a finite number other than 0, or an array of them: current value is ${
      show(weights)
    }`,
  );
}

function checkScalarisation(action: string, mo2so: unknown): Scalarisation | undefined {
  if (mo2so === undefined || typeof mo2so === "function") return mo2so as Scalarisation | undefined;
  throw new TypeError(
    `Cannot ${action} as 'mo2so' must be a function of an array of numbers: current value is ${
      show(mo2so)
    }`,
  );
}

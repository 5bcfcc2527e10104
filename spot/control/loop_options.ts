/** Options of the tuning loop and their rules. @module */
import type { InfillCriterion, InfillCriterionName } from "../infill/criteria.ts";
import { type GoalControl, type GoalOptions, goalTable, resolveGoal } from "./goal_options.ts";
import {
  boolean,
  callback,
  choice,
  either,
  integer,
  kind,
  number,
  type OptionTable,
  path,
  resolveKnown,
  seedNumber,
} from "../core/options/options.ts";

import {
  fidelity,
  type FidelityControl,
  type FidelityOptions,
  resolveFidelity,
} from "../fidelity/fidelity_control.ts";
import {
  pruning,
  type PruningControl,
  type PruningName,
  type PruningOptions,
  resolvePruning,
} from "../pruning/pruning_control.ts";

/** Reduces the (weighted) values of several objectives to the one that is minimised. */
export type Scalarisation = (values: readonly number[]) => number;

/** Options of the tuning loop. */
export interface LoopOptions extends GoalOptions {
  /** Evaluation budget: rows in all, failed ones and replicates included. @default {15} */
  readonly funEvals?: number;
  /** Time limit in minutes, checked while rows run. @default {Infinity} */
  readonly maxTime?: number;
  /** Master seed, 0 .. 2^53 - 1. @default {123} */
  readonly seed?: number;
  /** New points per step; with `pruning` also rows of the design, after its first `minRows`. @default {1} */
  readonly nPoints?: number;
  /** Evaluations of each new point. @default {1} */
  readonly funRepeats?: number;
  /**
   * Whether the objective is noisy: replicates are then averaged, and no lucky response is taken for the
   * best. @default {false}
   */
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
  /**
   * Give up rows whose curve (`context.report`) shows that they are hopeless, by a rule or its options.
   * Needs one objective: without `mo2so` or several weights. @default {no row is given up}
   */
  readonly pruning?: PruningName | PruningOptions;
  /**
   * Rows with budgets (`context.budget`): cheap ones first, of which the best are promoted, as further
   * rows of `funEvals`. Excludes `pruning`. @default {rows have no budget}
   */
  readonly fidelity?: FidelityOptions;
  /** Whether NaN and infinities are values instead of failures. @default {false} */
  readonly allowNonFinite?: boolean;
  /** What a plain `fun`'s exception does: end the run, or fail the row. @default {"throw"} */
  readonly onError?: "throw" | "record";
  /** Whether a line on stderr tells of the progress. @default {false} */
  readonly showProgress?: boolean;
  /**
   * Whether `run()` writes event files for TensorBoard, into a folder of its own in `runs` or in the one
   * that is named. @default {false}
   */
  readonly tensorboardLog?: boolean | string;
  /** Whether runs of Spot that are in that folder are removed before. @default {false} */
  readonly tensorboardClean?: boolean;
}

/** Options that have no default. */
export type OptionalLoopOption =
  | "penaltyNA"
  | "weights"
  | "mo2so"
  | "pending"
  | "pruning"
  | "fidelity";

/** {@linkcode LoopOptions} with their defaults; the options without a default may be left out. */
export type LoopControl =
  & Required<Omit<LoopOptions, OptionalLoopOption | keyof GoalOptions>>
  & GoalControl
  & Pick<LoopOptions, Exclude<OptionalLoopOption, "pruning" | "fidelity">>
  & {
    /** When rows are given up. */
    readonly pruning?: PruningControl;
    /** The budgets of rows. */
    readonly fidelity?: FidelityControl;
  };

const isWeight = (value: unknown) => Number.isFinite(value) && value !== 0;

const weights = kind<number | readonly number[]>(
  "a finite number other than 0, or an array of them",
  (value) => isWeight(value) || (Array.isArray(value) && value.length > 0 && value.every(isWeight)),
  { isType: false },
);

/** The loop's options. */
export const loopTable = {
  funEvals: { kind: integer(1), default: 15 },
  maxTime: { kind: number({ min: 0, aboveMin: true }), default: Infinity },
  seed: { kind: seedNumber, default: 123 },
  nPoints: { kind: integer(1), default: 1 },
  funRepeats: { kind: integer(1), default: 1 },
  noise: { kind: boolean, default: false },
  ocbaDelta: { kind: integer(0), default: 0 },
  infillCriterion: {
    kind: either(
      choice<InfillCriterionName>(["auto", "ei", "pi", "lcb", "y"]),
      callback<InfillCriterion>("a function of the prediction"),
    ),
    default: "auto",
  },
  toleranceX: { kind: number({ min: 0, max: 1 }), default: 0 },
  penaltyNA: { kind: number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE }) },
  weights: { kind: weights },
  mo2so: { kind: callback("a function of an array of numbers") },
  asynchronous: { kind: boolean, default: false },
  pending: { kind: integer(1) },
  pruning: { kind: pruning },
  fidelity: { kind: fidelity },
  allowNonFinite: { kind: boolean, default: false },
  onError: { kind: choice(["throw", "record"]), default: "throw" },
  showProgress: { kind: boolean, default: false },
  tensorboardLog: { kind: either(boolean, path), default: false },
  tensorboardClean: { kind: boolean, default: false },
  ...goalTable,
} satisfies OptionTable<LoopOptions>;

/**
 * Checks the loop's options, among others, and fills in their defaults.
 *
 * @throws {TypeError | RangeError} If an option breaks its rule.
 */
export function resolveLoopOptions(action: string, options: LoopOptions): LoopControl {
  const { pruning: rule, fidelity: budgets, objectives, referencePoint, failures, ...others } =
    resolveKnown(action, loopTable, options);
  const control = {
    ...others,
    ...resolveGoal(action, { objectives, referencePoint, failures }, others),
    ...(rule && { pruning: resolvePruning(action, rule) }),
    ...(budgets && { fidelity: resolveFidelity(action, budgets) }),
  };
  checkCombinations(action, control);
  return control;
}

function checkCombinations(action: string, control: LoopControl): void {
  const { noise, ocbaDelta, asynchronous, pending, nPoints, fidelity } = control;
  if (control.tensorboardClean && control.tensorboardLog === false) {
    throw new RangeError(
      `Cannot ${action} as 'tensorboardClean' needs 'tensorboardLog': current value is false`,
    );
  }
  refuseSeveralObjectives(action, control);
  if (control.pruning && control.fidelity) {
    throw new RangeError(
      `Cannot ${action} as 'pruning' and 'fidelity' exclude each other: current values are limits by ${control.pruning.kind} and budgets up to ${control.fidelity.upper}`,
    );
  }
  if (ocbaDelta > 0 && !noise) {
    throw new RangeError(
      `Cannot ${action} as 'ocbaDelta' needs 'noise: true': current value is ${ocbaDelta}`,
    );
  }
  if (ocbaDelta > 0 && fidelity) {
    throw new RangeError(
      `Cannot ${action} as 'ocbaDelta' and 'fidelity' exclude each other: current values are ${ocbaDelta} and budgets up to ${fidelity.upper}`,
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

/** A curve is that of one response. */
function refuseSeveralObjectives(
  action: string,
  { pruning, mo2so, weights, objectives = [] }: LoopControl,
): void {
  const many = mo2so
    ? "mo2so"
    : Array.isArray(weights) && weights.length > 1
    ? "weights"
    : objectives.length > 1 && "objectives";
  if (!pruning || !many) return;
  throw new RangeError(
    `Cannot ${action} as 'pruning' needs one objective, without '${many}'`,
  );
}

/** Options that say what a run is after, and their rules. @module */
import type { Direction } from "../core/objective/problem.ts";
import {
  choice,
  kind,
  listOf,
  number,
  type OptionTable,
  resolveOptions,
  show,
} from "../core/options/options.ts";

/** One of the values that an objective returns. */
export interface NamedObjective {
  /** What tables and figures call it. */
  readonly name: string;
  /** Whether small or large values are good. @default {"minimize"} */
  readonly direction?: Direction;
}

/** Options that say what a run is after. */
export interface GoalOptions {
  /**
   * The values that the objective returns, each an objective of its own: what is looked for is their
   * Pareto front. Two and three are optimised by the expected hypervolume improvement, more by the
   * improvement in random directions. @default {one objective: the value, or what `weights` and `mo2so` make of it}
   */
  readonly objectives?: readonly NamedObjective[];
  /**
   * With several objectives: the point up to which the hypervolume is measured, one number per objective
   * as it is returned. @default {chosen from the rows, a tenth of their range beyond the front}
   */
  readonly referencePoint?: readonly number[];
  /**
   * Whether failed rows have a bad response for the surrogate (`penaltyNA`), or where rows fail is
   * modelled as a constraint that is not known. @default {"penalize"}
   */
  readonly failures?: "penalize" | "avoid";
}

/** {@linkcode GoalOptions} as they are resolved. */
export interface GoalControl {
  /** The objectives with their directions, if they are named. */
  readonly objectives?: readonly Required<NamedObjective>[];
  /** The reference point, if it is given. */
  readonly referencePoint?: readonly number[];
  /** What failed rows are. */
  readonly failures: "penalize" | "avoid";
}

const objectiveTable = {
  name: {
    kind: kind<string>(
      "a name that is not empty",
      (value) => typeof value === "string" && value !== "",
    ),
    isRequired: true,
  },
  direction: { kind: choice<Direction>(["minimize", "maximize"]), default: "minimize" },
} satisfies OptionTable<NamedObjective>;

/** The goal's options. */
export const goalTable = {
  objectives: {
    kind: kind<readonly NamedObjective[]>(
      "an array of at least one objective, { name, direction }",
      (value) => Array.isArray(value) && value.length > 0,
    ),
  },
  referencePoint: {
    kind: listOf(number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE }), "an array of numbers"),
  },
  failures: { kind: choice<GoalControl["failures"]>(["penalize", "avoid"]), default: "penalize" },
} satisfies OptionTable<GoalOptions>;

/** Options of the loop that know one response only. */
interface SingleOptions {
  readonly weights?: unknown;
  readonly mo2so?: unknown;
  readonly penaltyNA?: unknown;
  readonly ocbaDelta: number;
  readonly infillCriterion: unknown;
}

/**
 * Checks the objectives' names and directions, and what goes together with them.
 *
 * @throws {TypeError | RangeError} If one breaks its rule.
 */
export function resolveGoal(
  action: string,
  { objectives: given, referencePoint, failures }: GoalOptions & Pick<GoalControl, "failures">,
  others: SingleOptions,
): GoalControl {
  const objectives = given?.map((objective, i) =>
    resolveOptions(`${action} with 'objectives[${i}]'`, objectiveTable, objective)
  );
  checkNames(action, objectives ?? []);
  checkReference(action, referencePoint, objectives?.length ?? 1);
  if (objectives) checkOthers(action, objectives.length, others);
  return { failures, ...(objectives && { objectives }), ...(referencePoint && { referencePoint }) };
}

function checkNames(action: string, objectives: readonly NamedObjective[]): void {
  const names = objectives.map(({ name }) => name);
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated === undefined) return;
  throw new RangeError(
    `Cannot ${action} as the names of 'objectives' must differ: current ones have ${
      show(repeated)
    } twice`,
  );
}

function checkReference(action: string, reference: readonly number[] | undefined, m: number): void {
  if (reference === undefined || (m > 1 && reference.length === m)) return;
  const rule = m > 1
    ? `have one number for each of the ${m} objectives`
    : "go with several 'objectives'";
  throw new RangeError(
    `Cannot ${action} as 'referencePoint' must ${rule}: current value is ${show(reference)}`,
  );
}

/** `weights` and `mo2so` make one value of several; others know no more than one. */
function checkOthers(action: string, m: number, others: SingleOptions): void {
  const { weights, mo2so, penaltyNA, ocbaDelta, infillCriterion } = others;
  const refuse = (name: string, value: unknown, rule = "be left out") => {
    const message = `Cannot ${action} as '${name}' must ${rule}`;
    throw new RangeError(
      `${message} with ${m > 1 ? "several " : ""}'objectives': current value is ${show(value)}`,
    );
  };
  if (weights !== undefined) refuse("weights", weights);
  if (mo2so !== undefined) refuse("mo2so", mo2so);
  if (m === 1) return;
  if (penaltyNA !== undefined) refuse("penaltyNA", penaltyNA);
  if (ocbaDelta > 0) refuse("ocbaDelta", ocbaDelta, "be 0");
  if (infillCriterion !== "auto") refuse("infillCriterion", infillCriterion, 'be "auto"');
}

/**
 * The controls of a run: the search space, the budget, the loop, and what the objective needs.
 *
 * @module
 */
import type { Variable } from "../core/space/variable.ts";
import { checkOptionNames, show, suggestion } from "../core/options/options.ts";
import { checkVariables } from "../core/space/check_variables.ts";
import { type HyperparameterTable, toVariables } from "../space/hyperparameter_table.ts";
import { type BoundsOptions, variablesFromBounds } from "../space/variables_from_bounds.ts";
import {
  type LoopControl,
  loopOptionNames,
  type LoopOptions,
  resolveLoopOptions,
} from "./loop_options.ts";
import { modelControlNames, type ModelOptions, resolveModelOptions } from "./model_options.ts";

/** Options of {@linkcode funControlInit}. */
export type FunControlOptions = LoopOptions & ModelOptions & Partial<BoundsOptions>;

/** Resolved controls; `setHyperparameter` changes `variables`. */
export interface FunControl extends LoopControl {
  /** The table to learn from. */
  readonly dataSet?: unknown;
  /** What the objective reads beside its data. */
  readonly controls: Readonly<Record<string, unknown>>;
  /** The table that the variables came from, if any. */
  readonly hyperparameterTable?: HyperparameterTable;
  /** All variables, in the order of X's columns. */
  variables: Variable[];
}

const boundsNames = [
  "lower",
  "upper",
  "varType",
  "varName",
  "varTrans",
  "levels",
] as const satisfies (keyof BoundsOptions)[];

const action = "make the run's controls";

/**
 * Resolves the controls of a run, over a model's hyperparameter table (`coreModelName` and
 * `hyperDict`) or over bounds (`lower` and `upper`).
 *
 * @throws {TypeError | RangeError} If an option is unknown or breaks its rule.
 *
 * @example
 * ```ts
 * import { funControlInit } from "@spot/spot";
 *
 * const funControl = funControlInit({ lower: [-5, 0], upper: [10, 15], funEvals: 30, seed: 1 });
 * ```
 */
export function funControlInit(options: FunControlOptions = {}): FunControl {
  checkOptionNames(action, options, [
    ...loopOptionNames,
    ...modelControlNames,
    ...boundsNames,
    "hyperDict",
    "dataSet",
    "controls",
  ]);
  const hyperparameterTable = tableOf(options);
  const variables = hyperparameterTable
    ? toVariables(hyperparameterTable)
    : variablesFromBounds(action, boundsOf(options));
  checkVariables(action, variables);
  return {
    ...resolveLoopOptions(action, options),
    dataSet: options.dataSet,
    controls: resolveModelOptions(action, options),
    hyperparameterTable,
    variables,
  };
}

function tableOf(options: FunControlOptions): HyperparameterTable | undefined {
  const { coreModelName, hyperDict } = options;
  if (coreModelName === undefined && hyperDict === undefined) return undefined;
  if (hyperDict === undefined || coreModelName === undefined) {
    throw new TypeError(
      `Cannot ${action} as 'coreModelName' and 'hyperDict' go together: current values are ${
        show(coreModelName)
      } and ${show(hyperDict)}`,
    );
  }
  if (typeof coreModelName !== "string" || typeof hyperDict !== "object" || hyperDict === null) {
    throw new TypeError(
      `Cannot ${action} as 'coreModelName' must be a name and 'hyperDict' tables by name: current values are ${
        show(coreModelName)
      } and ${show(hyperDict)}`,
    );
  }
  const given = boundsNames.find((name) => options[name] !== undefined);
  if (given) {
    throw new TypeError(
      `Cannot ${action} as '${given}' does not go with a model: its table has the bounds, and setHyperparameter changes them`,
    );
  }
  if (!Object.hasOwn(hyperDict, coreModelName)) {
    throw new RangeError(
      `Cannot ${action} as model '${coreModelName}' is not in 'hyperDict': ${
        suggestion(coreModelName, Object.keys(hyperDict))
      }`,
    );
  }
  return hyperDict[coreModelName];
}

function boundsOf({ lower, upper, ...rest }: FunControlOptions): BoundsOptions {
  if (lower === undefined || upper === undefined) {
    throw new TypeError(
      `Cannot ${action} as the search space is missing: give 'lower' and 'upper', or 'coreModelName' and 'hyperDict'`,
    );
  }
  return { ...rest, lower, upper };
}

/**
 * The controls of a run: the search space, the budget, the loop, and what the objective needs.
 *
 * @module
 */
import { isSpace, type Space } from "../core/space/define_space.ts";
import type { Configuration, Variable } from "../core/space/variable.ts";
import {
  checkOptionNames,
  kind,
  type OptionTable,
  resolveKnown,
  show,
  suggestion,
} from "../core/options/options.ts";
import { checkVariables } from "../core/space/check_space.ts";
import {
  type HyperDict,
  type HyperparameterTable,
  spaceOf,
  type TableConfiguration,
} from "../space/hyperparameter_table.ts";
import type { HasVariables } from "../space/set_hyperparameter.ts";
import {
  type BoundsOptions,
  boundsTable,
  variablesFromBounds,
} from "../space/variables_from_bounds.ts";
import {
  type LoopControl,
  type LoopOptions,
  loopTable,
  resolveLoopOptions,
} from "./loop_options.ts";
import { type ModelOptions, modelTable, resolveModelOptions } from "./model_options.ts";

/** Options of {@linkcode funControlInit}. */
export interface FunControlOptions extends LoopOptions, ModelOptions, Partial<BoundsOptions> {
  /** The search space; not needed where the objective names it. */
  readonly space?: Space;
}

type SpaceOptions = Pick<
  FunControlOptions,
  "space" | "coreModelName" | "hyperDict" | keyof BoundsOptions
>;

/** Resolved controls; `setHyperparameter` changes `variables`. */
export interface FunControl<C extends Configuration = Configuration>
  extends LoopControl, HasVariables<C> {
  /** The table to learn from. */
  readonly dataSet?: unknown;
  /** What the objective reads beside its data. */
  readonly controls: Readonly<Record<string, unknown>>;
}

/**
 * The type of the configurations that options stand for; `never`, which fits every objective, where
 * they name no space.
 */
export type ConfigurationOfOptions<O> = O extends { readonly space: Space<infer C> } ? C
  : O extends { readonly hyperDict: infer D extends HyperDict; readonly coreModelName: infer M }
    ? M extends keyof D ? TableConfiguration<D[M]> : Configuration
  : "lower" extends keyof O ? Configuration
  : never;

const { coreModelName, hyperDict } = modelTable;

const boundsNames = Object.keys(boundsTable) as (keyof BoundsOptions)[];

/** The ways to give the search space. */
const spaceTable = {
  ...boundsTable,
  ...{ coreModelName, hyperDict },
  space: { kind: kind("made by defineSpace", isSpace) },
} satisfies OptionTable<SpaceOptions>;

const table = { ...loopTable, ...modelTable, ...spaceTable } satisfies OptionTable<
  FunControlOptions
>;

const action = "make the run's controls";

/**
 * Resolves the controls of a run. The search space is that of `space`, of a model's hyperparameter
 * table (`coreModelName` and `hyperDict`), or given by bounds (`lower` and `upper`); without any, it
 * is the space that the objective names.
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
export function funControlInit<const O extends FunControlOptions>(
  options: O & Record<Exclude<keyof O, keyof FunControlOptions>, never>,
): FunControl<ConfigurationOfOptions<O>> {
  checkOptionNames(action, options, Object.keys(table));
  const given: SpaceOptions = resolveKnown(action, spaceTable, options);
  const hyperparameterTable = tableOf(given);
  return {
    ...resolveLoopOptions(action, options),
    dataSet: options.dataSet,
    controls: resolveModelOptions(action, options),
    hyperparameterTable,
    space: given.space as Space<never> | undefined,
    variables: variablesOf(given, hyperparameterTable),
  };
}

/** The variables, or none: then the objective names them. */
function variablesOf(
  { space, ...bounds }: SpaceOptions,
  table: HyperparameterTable | undefined,
): Variable[] {
  const { lower, upper } = bounds;
  const bound = boundsNames.find((name) => bounds[name] !== undefined);
  const ways = [space && "space", table && "hyperDict", bound].filter((way) => way !== undefined);
  if (ways.length > 1) {
    throw new TypeError(
      `Cannot ${action} as the search space must be given once: current are '${
        ways.join("' and '")
      }'`,
    );
  }
  if (bound && (lower === undefined || upper === undefined)) {
    throw new TypeError(`Cannot ${action} as bounds need both 'lower' and 'upper'`);
  }
  if (lower && upper) return checked(variablesFromBounds(action, { ...bounds, lower, upper }));
  return checked([...(space ?? (table && spaceOf(table)))?.variables ?? []]);
}

function checked(variables: Variable[]): Variable[] {
  if (variables.length > 0) checkVariables(action, variables);
  return variables;
}

function tableOf({ coreModelName, hyperDict }: SpaceOptions): HyperparameterTable | undefined {
  if (coreModelName === undefined && hyperDict === undefined) return undefined;
  if (hyperDict === undefined || coreModelName === undefined) {
    throw new TypeError(
      `Cannot ${action} as 'coreModelName' and 'hyperDict' go together: current values are ${
        show(coreModelName)
      } and ${show(hyperDict)}`,
    );
  }
  if (Object.hasOwn(hyperDict, coreModelName)) return hyperDict[coreModelName];
  throw new RangeError(
    `Cannot ${action} as model '${coreModelName}' is not in 'hyperDict': ${
      suggestion(coreModelName, Object.keys(hyperDict))
    }`,
  );
}

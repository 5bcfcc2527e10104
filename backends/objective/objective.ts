/**
 * Objectives: functions of one design point, importable by workers and subprocesses.
 *
 * @module
 */
import type { Random } from "../../spot/random/stream.ts";
import { checkOptionNames, show } from "../../spot/options/options.ts";
import type { Problem } from "./problem.ts";
import type { Configuration } from "./variable.ts";

/** A configuration whose names and types are said: an interface with numbers and levels. */
export type TypedConfiguration<C> = { readonly [Name in keyof C]: number | string };

/** What an objective receives beside x. */
export interface ObjectiveContext<C extends TypedConfiguration<C> = Configuration> {
  /** Draws from the row's own stream, which depends on the seed and the replicate only. */
  readonly random: Random;
  /** All variables by name, after transforms, fixed ones too. */
  readonly configuration: C;
  /** Aborted when the run is; also at the row's time limit where that can be enforced. */
  readonly signal: AbortSignal;
  /** How often the identical row occurred before, in submission order. */
  readonly replicate: number;
  /** The run's data and controls. */
  readonly problem: Problem;
}

/** The value to be minimised, or one value per objective. */
export type ObjectiveValue = number | readonly number[];

/** Evaluates one design point. */
export type ObjectiveFunction<C extends TypedConfiguration<C> = Configuration> = (
  x: readonly number[],
  context: ObjectiveContext<C>,
) => ObjectiveValue | Promise<ObjectiveValue>;

/** Where an objective can be imported from: a function itself cannot cross to a worker. */
export interface ObjectiveReference {
  /** The module that exports it. */
  readonly moduleUrl: string;
  /** Its name among the module's exports. */
  readonly exportName: string;
}

/** Expected cost of a row, in any unit: rows are started in descending order of it. */
export type CostFunction<C extends TypedConfiguration<C> = Configuration> = (
  x: readonly number[],
  info: { readonly configuration: C; readonly problem: Problem },
) => number;

/** Throws if the objective could evaluate no row of the problem, which it leaves as it is. */
export type CheckFunction = (problem: Problem) => void | Promise<void>;

/** Options of {@linkcode defineObjective}. */
export interface DefineObjectiveOptions<C extends TypedConfiguration<C> = Configuration> {
  /** Expected cost of a row; longest rows start first. */
  readonly cost?: CostFunction<C>;
  /** Refuses data or controls that no row can work with; `Spot` asks before a run starts anything. */
  readonly check?: CheckFunction;
}

/** A function with the place that it can be imported from. */
export type Objective = ObjectiveFunction & ObjectiveReference & DefineObjectiveOptions;

/**
 * Makes an objective that workers and subprocesses can import.
 *
 * @typeParam C The names and types of the search space's variables, as the caller knows them.
 * @param moduleUrl The module that exports it: `import.meta.url`.
 * @param exportName The name under which the module exports it.
 * @param evaluate The function of one design point.
 * @returns The objective, callable as `evaluate` is.
 * @throws {TypeError} If an argument is not of its type.
 *
 * @example
 * ```ts
 * import { defineObjective } from "@spot/spot";
 *
 * export const sphere = defineObjective(
 *   import.meta.url,
 *   "sphere",
 *   (x) => x.reduce((sum, value) => sum + value * value, 0),
 * );
 * ```
 */
export function defineObjective<C extends TypedConfiguration<C> = Configuration>(
  moduleUrl: string,
  exportName: string,
  evaluate: ObjectiveFunction<C>,
  options: DefineObjectiveOptions<C> = {},
): Objective {
  checkArguments(moduleUrl, exportName, evaluate);
  checkOptionNames("define an objective", options, ["cost", "check"]);
  const { cost, check } = options;
  for (const [name, value] of Object.entries({ cost, check })) {
    if (value === undefined || typeof value === "function") continue;
    throw new TypeError(
      `Cannot define an objective as '${name}' must be a function: current value is ${show(value)}`,
    );
  }
  const objective: ObjectiveFunction<C> = (x, context) => evaluate(x, context);
  const place = { moduleUrl, exportName, cost, check };
  // Whether the space is what the caller says of it shows in the run alone.
  return Object.freeze(Object.assign(objective, place)) as Objective;
}

function checkArguments(moduleUrl: unknown, exportName: unknown, evaluate: unknown): void {
  const why = "Cannot define an objective as";
  if (typeof moduleUrl !== "string" || !URL.canParse(moduleUrl)) {
    throw new TypeError(
      `${why} 'moduleUrl' must be import.meta.url: current value is ${String(moduleUrl)}`,
    );
  }
  if (typeof exportName !== "string" || exportName === "") {
    throw new TypeError(
      `${why} 'exportName' must be the name of the export: current value is ${String(exportName)}`,
    );
  }
  if (typeof evaluate !== "function") {
    throw new TypeError(
      `${why} 'evaluate' must be a function: current value is of type ${typeof evaluate}`,
    );
  }
}

/** Tells whether a function says where it can be imported from. */
export function isObjective(fun: unknown): fun is Objective {
  return typeof fun === "function" && "moduleUrl" in fun && "exportName" in fun;
}

/** The name of an objective in records and logs: its export's, else the function's own. */
export function objectiveName(fun: ObjectiveFunction & Partial<ObjectiveReference>): string {
  return fun.exportName ?? (fun.name || "anonymous");
}

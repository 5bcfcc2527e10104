/**
 * Objectives: functions of one design point, importable by workers and subprocesses.
 *
 * @module
 */
import type { Random } from "../random/stream.ts";
import { checkOptionNames, show } from "../options/options.ts";
import type { Problem } from "./problem.ts";
import { isSpace, type Space, type Typed } from "../space/define_space.ts";
import type { Configuration } from "../space/variable.ts";

/** What an objective receives beside its point. */
export interface ObjectiveContext<C extends Configuration = Configuration> {
  /** The row's number within the run; it names files and lines of a log, values never depend on it. */
  readonly row: number;
  /** One value per free variable, in search units. */
  readonly x: readonly number[];
  /** All active variables by name, after transforms, fixed ones too. */
  readonly configuration: C;
  /** Draws from the row's own stream, which depends on the seed and the replicate only. */
  readonly random: Random;
  /** Aborted when the run is; also at the row's time limit where that can be enforced. */
  readonly signal: AbortSignal;
  /** How often the identical row occurred before, in submission order. */
  readonly replicate: number;
  /** The run's data and controls. */
  readonly problem: Problem;
  /**
   * Reports a value on the way to the response, in its unit, such as the validation loss after an
   * epoch; with several objectives one of the first.
   *
   * @param step Above that of the report before.
   * @returns Whether the row is hopeless beside others (`pruning`): whatever it returns or throws from
   * now on, it has the status "pruned" and no response.
   * @throws {TypeError | RangeError} If a step does not rise, or a number is not finite.
   */
  readonly report: (step: number, value: number) => boolean;
  /** Whether the last report has shown that the row is hopeless. */
  readonly shouldStop: boolean;
  /** How far the row is to go, in the unit of the run's `fidelity`; undefined without one. */
  readonly budget: number | undefined;
  /**
   * What the row of the same point and replicate with the next smaller budget saved; undefined if
   * there is none, or it is lost: then the row begins anew, and should come to the same response.
   */
  readonly checkpoint: Uint8Array | undefined;
  /**
   * Saves the state from which a row of a larger budget goes on, in the place of one before. Without
   * a budget it is left out.
   *
   * @throws {TypeError | RangeError} If it is no Uint8Array, or larger than 256 MB.
   */
  readonly saveCheckpoint: (bytes: Uint8Array) => void;
}

/** What an objective returns with constraints: the value, or one value per objective. */
export interface ConstrainedValue {
  /** The value to be minimised. */
  readonly value?: number;
  /** In the place of `value`: one value per objective. */
  readonly values?: readonly number[];
  /** One finite number per constraint, satisfied where it is at most 0. */
  readonly constraints?: readonly number[];
}

/** The value to be minimised, one value per objective, or either of them with constraints. */
export type ObjectiveValue = number | readonly number[] | ConstrainedValue;

/** A method's type: one that takes configurations of a space also passes for one that takes any. */
export interface ObjectiveMethod<C extends Configuration> {
  /** Evaluates one design point. */
  evaluate(
    x: readonly number[],
    context: ObjectiveContext<C>,
  ): ObjectiveValue | Promise<ObjectiveValue>;
}

/** Evaluates one design point. */
export type ObjectiveFunction<C extends Configuration = Configuration> = ObjectiveMethod<
  C
>["evaluate"];

/** Evaluates one configuration of a space. */
export type ConfigurationFunction<C extends Configuration> = (
  configuration: C,
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
export type CostFunction<C extends Configuration = Configuration> = (
  x: readonly number[],
  info: {
    readonly configuration: C;
    readonly problem: Problem;
    /** How far the row is to go, in a run with `fidelity`. */
    readonly budget?: number;
  },
) => number;

/** Throws if the objective could evaluate no row of the problem, which it leaves as it is. */
export type CheckFunction = (problem: Problem) => void | Promise<void>;

/** Options of {@linkcode defineObjective}. */
export interface DefineObjectiveOptions<C extends Configuration = Configuration> {
  /** Expected cost of a row; longest rows start first. */
  readonly cost?: CostFunction<C>;
  /** Refuses data or controls that no row can work with; `Spot` asks before a run starts anything. */
  readonly check?: CheckFunction;
}

/** A function with the place that it can be imported from. */
export type Objective<C extends Configuration = Configuration> =
  & ObjectiveFunction<C>
  & ObjectiveReference
  & DefineObjectiveOptions
  & Typed<C>
  & {
    /** The space that it is defined on, if it names one. */
    readonly space?: Space<C>;
    /**
     * What tells it from other objectives where no module does: plain data by name, which a row log
     * compares.
     */
    readonly identity?: Readonly<Record<string, unknown>>;
    /** Plain data from which it can be made again where no module exports it; logs keep them. */
    readonly definition?: Readonly<Record<string, unknown>>;
    /** URLs of files that its values depend on, beside its module and what that imports. */
    readonly files?: readonly string[];
    /** How many cores one row takes. @default {1} */
    readonly coresPerRow?: number;
  };

/**
 * Makes an objective that workers and subprocesses can import.
 *
 * @param moduleUrl The module that exports it: `import.meta.url`.
 * @param exportName The name under which the module exports it.
 * @param space The search space: it gives `evaluate`'s configuration its type, and `Spot` its variables.
 * @param evaluate The function of one configuration.
 * @returns The objective.
 * @throws {TypeError} If an argument is not of its type.
 *
 * @example
 * ```ts
 * import { defineObjective, defineSpace, factor, float } from "@spot/spot";
 *
 * const space = defineSpace({
 *   rate: float(1e-4, 1, { scale: "log" }),
 *   kernel: factor(["linear", "rbf"]),
 * });
 * export const fun = defineObjective(
 *   import.meta.url,
 *   "fun",
 *   space,
 *   ({ rate, kernel }) => kernel === "rbf" ? rate : 1 - rate,
 * );
 * ```
 */
export function defineObjective<C extends Configuration>(
  moduleUrl: string,
  exportName: string,
  space: Space<C>,
  evaluate: ConfigurationFunction<C>,
  options?: DefineObjectiveOptions<C>,
): Objective<C>;
/**
 * Makes an objective of points x, whose space is named by the run's controls.
 *
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
export function defineObjective(
  moduleUrl: string,
  exportName: string,
  evaluate: ObjectiveFunction,
  options?: DefineObjectiveOptions,
): Objective;
export function defineObjective(
  moduleUrl: string,
  exportName: string,
  ...rest: readonly unknown[]
): Objective {
  const space = typeof rest[0] === "function" ? undefined : checkSpace(rest[0]);
  const [evaluate, options = {}] = space ? rest.slice(1) : rest;
  checkReference(moduleUrl, exportName);
  checkFunction("evaluate", evaluate);
  checkOptionNames(action, options, ["cost", "check"]);
  const { cost, check } = options as DefineObjectiveOptions;
  if (cost !== undefined) checkFunction("cost", cost);
  if (check !== undefined) checkFunction("check", check);
  const objective: ObjectiveFunction = space
    ? (_, context) => evaluate(context.configuration, context)
    : (x, context) => evaluate(x, context);
  return Object.freeze(Object.assign(objective, { moduleUrl, exportName, cost, check, space }));
}

const action = "define an objective";

function checkSpace(space: unknown): Space {
  if (isSpace(space)) return space;
  throw new TypeError(
    `Cannot ${action} as a space, made by defineSpace, or a function must follow its name: current value is ${
      show(space)
    }`,
  );
}

function checkReference(moduleUrl: unknown, exportName: unknown): void {
  if (typeof moduleUrl !== "string" || !URL.canParse(moduleUrl)) {
    throw new TypeError(
      `Cannot ${action} as 'moduleUrl' must be import.meta.url: current value is ${
        show(moduleUrl)
      }`,
    );
  }
  if (typeof exportName !== "string" || exportName === "") {
    throw new TypeError(
      `Cannot ${action} as 'exportName' must be the name of the export: current value is ${
        show(exportName)
      }`,
    );
  }
}

function checkFunction(
  name: string,
  value: unknown,
): asserts value is (...args: readonly unknown[]) => ReturnType<ObjectiveFunction> {
  if (typeof value === "function") return;
  throw new TypeError(
    `Cannot ${action} as '${name}' must be a function: current value is ${show(value)}`,
  );
}

/** Tells whether a function says where it can be imported from. */
export function isObjective(fun: unknown): fun is Objective {
  return typeof fun === "function" && "moduleUrl" in fun && "exportName" in fun;
}

/** The name of an objective in records and logs: its export's, else the function's own. */
export function objectiveName(fun: ObjectiveFunction & Partial<ObjectiveReference>): string {
  return fun.exportName ?? (fun.name || "anonymous");
}

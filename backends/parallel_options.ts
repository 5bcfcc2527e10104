/** The options of `makeParallel`, checked. @module */
import { concurrent, sequential } from "./in_thread.ts";
import type { Method } from "./method.ts";
import { refuseMethodOptions } from "./method_options.ts";
import { resolveLogPath } from "./log/log_path.ts";
import { subprocess } from "./subprocess/subprocess.ts";
import { worker } from "./worker/worker.ts";
import { notify, printError } from "../spot/core/options/notify.ts";
import {
  anything,
  boolean,
  callback,
  checkValue,
  choice,
  either,
  integer,
  kind,
  literal,
  type OptionTable,
  resolveOptions,
} from "../spot/core/options/options.ts";

/** The name of a built-in method, the short form of its function without options. */
export type MethodName = "worker" | "subprocess" | "concurrent" | "sequential";

/** The built-in methods by name. */
export const methods: Readonly<Record<MethodName, () => Method>> = {
  worker,
  subprocess,
  concurrent,
  sequential,
};

/**
 * Options of `makeParallel`, which all methods take, so that `method` alone can be changed; those that
 * one method alone understands are options of that method: `subprocess({ rowTimeoutMs })`.
 */
export interface ParallelOptions {
  /**
   * Number of rows that run at the same time; "auto": as many as the cores available to this process,
   * the limits of its container and its CPU affinity included. Method "sequential" runs one.
   * @default {"auto"}
   */
  readonly numCores?: number | "auto";
  /**
   * How rows are evaluated: by `worker()`, `subprocess()`, `concurrent()` or `sequential()`, whose names
   * are short forms, or by a method of one's own.
   * @default {"worker"}
   */
  readonly method?: MethodName | Method;
  /** Rows per message; by default as many as take about 5 ms. Results never depend on it. */
  readonly chunkSize?: number;
  /**
   * What a row that throws, crashes its worker or runs too long does: `throw` an EvaluationError
   * once all other rows are done, or `record` the row as failed and go on.
   * @default {"throw"}
   */
  readonly onError?: "throw" | "record";
  /**
   * File of the row log, a path or a `file:` URL: finished rows are appended, and not evaluated again
   * when run again. A relative path counts from the folder that is current now.
   */
  readonly log?: string | URL;
  /**
   * Evaluate rows anew although the log has them: the old log is kept under another name.
   * @default {false}
   */
  readonly forceRun?: boolean;
  /**
   * Take the rows that the log has although a file of the objective has changed since: for changes
   * that leave its values as they were. @default {false}
   */
  readonly acceptChanges?: boolean;
  /**
   * Takes warnings, such as lost workers. What it throws, or its promise rejects with, is shown and
   * ends nothing.
   * @default {console.warn}
   */
  readonly onWarning?: (message: string) => unknown;
}

/** Options with defaults filled in. */
export interface ResolvedParallelOptions {
  readonly numCores: number;
  readonly method: Method;
  readonly chunkSize?: number;
  readonly onError: "throw" | "record";
  readonly log: string | undefined;
  readonly forceRun: boolean;
  readonly acceptChanges: boolean;
  readonly onWarning: (message: string) => void;
}

const coreCount = integer(1, 1024);
const LARGEST_INT32 = 2_147_483_647;
const action = "make a parallel objective";
const methodNames = Object.keys(methods) as MethodName[];

const ownMethod = kind<Method>(
  "a method, such as subprocess() returns",
  (value) =>
    typeof value === "object" && value !== null && "name" in value &&
    typeof value.name === "string" && "createBackend" in value &&
    typeof value.createBackend === "function" && "autoCores" in value &&
    typeof value.autoCores === "function" && "importsObjective" in value &&
    typeof value.importsObjective === "boolean",
);

/** By the console as it is then. */
const warn = (message: string): void => console.warn(message);

const table = {
  numCores: {
    kind: either(coreCount, literal("auto")),
    default: "auto",
  },
  method: { kind: either(choice(methodNames), ownMethod), default: "worker" },
  chunkSize: { kind: integer(1, LARGEST_INT32) },
  onError: { kind: choice(["throw", "record"]), default: "throw" },
  log: { kind: anything<string | URL>() },
  forceRun: { kind: boolean, default: false },
  acceptChanges: { kind: boolean, default: false },
  onWarning: { kind: callback<(message: string) => unknown>(), default: warn },
} satisfies OptionTable<ParallelOptions>;

/**
 * Checks options and fills in the defaults.
 *
 * @throws {TypeError} If an option is unknown or not of its type.
 * @throws {RangeError} If a value is out of range, or a method's own option is given.
 */
export function resolveParallelOptions(options: ParallelOptions): ResolvedParallelOptions {
  refuseMethodOptions(action, options);
  const { method: chosen, numCores, log, onWarning, ...others } = resolveOptions(
    action,
    table,
    options,
  );
  for (const name of ["forceRun", "acceptChanges"] as const) {
    if (others[name] && log === undefined) refuseWithoutLog(name);
  }
  const method = typeof chosen === "string" ? methods[chosen]() : chosen;
  return {
    ...others,
    method,
    numCores: numCores === "auto"
      ? checkValue(action, "autoCores()", method.autoCores(), integer(1))
      : numCores,
    log: log === undefined ? undefined : resolveLogPath(log),
    onWarning: (told) =>
      notify("onWarning", { listener: onWarning, told, onFailure: () => printError(told) }),
  };
}

/** What could have no effect without a log. */
function refuseWithoutLog(name: "forceRun" | "acceptChanges"): never {
  const what = name === "forceRun" ? "that is to begin anew" : "whose rows are to be taken";
  throw new RangeError(
    `Cannot ${action} as '${name}' needs 'log', the file ${what}: current log is none`,
  );
}

/** The options of `makeParallel`, checked. @module */
import { availableCores } from "./available_cores.ts";
import type { BackendFactory, BackendOptions } from "./backend.ts";
import {
  checkBoolean,
  checkChoice,
  checkNumber,
  checkOptionNames,
  type NumberRule,
  show,
} from "../spot/core/options/options.ts";
import { resolveLogPath } from "./log/log_path.ts";
import { notify, printError } from "../spot/core/options/notify.ts";
import { concurrent } from "./concurrent.ts";
import { sequential } from "./sequential.ts";
import { subprocess } from "./subprocess/subprocess.ts";
import { worker } from "./worker/worker.ts";

/** The name of a built-in backend. */
export type MethodName = "worker" | "subprocess" | "concurrent" | "sequential";

/** The built-in backends by name. */
export const backends: Readonly<Record<MethodName, BackendFactory>> = {
  worker,
  subprocess,
  concurrent,
  sequential,
};

/**
 * Options of `makeParallel`. Method "sequential" takes `numCores`, `chunkSize`, `startTimeoutMs` and
 * `maxRestarts`, too, so that `method` alone can be changed, and has no use for them.
 */
export interface ParallelOptions {
  /**
   * Number of workers; "auto": the cores available to this process, the limits of its container
   * and its CPU affinity included.
   * @default {"auto"}
   */
  readonly numCores?: number | "auto";
  /** How rows are evaluated: a built-in backend's name, or a factory of one's own. @default {"worker"} */
  readonly method?: MethodName | BackendFactory;
  /** Rows per message; by default as many as take about 5 ms. Results never depend on it. */
  readonly chunkSize?: number;
  /** Time limit of one row in milliseconds; method "subprocess" only. Rows then go one at a time. */
  readonly rowTimeoutMs?: number;
  /**
   * Time limit of a worker's start, in which the objective's module is imported, in milliseconds; may
   * be Infinity. It does not count towards a row's limit. The evaluation ends with an error that names
   * the module if no worker has ever started; otherwise another one is started.
   * @default {300000}
   */
  readonly startTimeoutMs?: number;
  /**
   * V8 heap limit of one subprocess in MiB; method "subprocess" only. Typed arrays lie outside of
   * V8's heap and are not limited.
   */
  readonly maxHeapMb?: number;
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
   * Start workers that may only read and import; method "worker" only. Needs the flag
   * `--unstable-worker-options`, without which Deno ends the process. @default {false}
   */
  readonly workerPermissions?: boolean;
  /**
   * Permissions of subprocesses beyond reading what they import, as in Deno's flags: "env",
   * "net=example.org", "read=/data,/more"; method "subprocess" only. @default {[]}
   */
  readonly allow?: readonly string[];
  /** Workers started in place of lost ones, at most. @default {Infinity} */
  readonly maxRestarts?: number;
  /**
   * Takes warnings, such as lost workers. What it throws, or its promise rejects with, is shown and
   * ends nothing.
   * @default {console.warn}
   */
  readonly onWarning?: (message: string) => unknown;
}

/** Options with defaults filled in. */
export interface ResolvedOptions extends BackendOptions {
  readonly factory: BackendFactory;
  /** The built-in backend's name; undefined for one of the user's own. */
  readonly methodName: MethodName | undefined;
  readonly onError: "throw" | "record";
  readonly log: string | undefined;
  readonly forceRun: boolean;
  readonly acceptChanges: boolean;
}

const LARGEST_NUM_CORES = 1024;
/** Far above what anybody needs; `rowTimeoutMs`: 24 days. */
const LARGEST_INT32 = 2_147_483_647;
/** Time to start a worker, for modules that fetch packages or read much at their top level, too. */
const START_MS = 300_000;
const action = "make a parallel objective";

const optionNames: readonly (keyof ParallelOptions)[] = [
  "numCores",
  "method",
  "chunkSize",
  "rowTimeoutMs",
  "startTimeoutMs",
  "maxHeapMb",
  "onError",
  "log",
  "forceRun",
  "acceptChanges",
  "workerPermissions",
  "allow",
  "maxRestarts",
  "onWarning",
];

/**
 * Checks options and fills in the defaults.
 *
 * @throws {TypeError} If an option is unknown or not of its type.
 * @throws {RangeError} If a value is out of range, or the method cannot do what it asks for.
 */
export function resolveOptions(options: ParallelOptions): ResolvedOptions {
  checkOptionNames(action, options, optionNames);
  const { method = "worker", onError = "throw", onWarning = console.warn } = options;
  const { numCores = "auto", workerPermissions = false } = options;
  const factory = typeof method === "function" ? method : backends[checkMethod(method)];
  const methodName = typeof method === "function" ? undefined : method;
  checkAbilities(methodName, options);
  return {
    factory,
    methodName,
    numCores: resolveNumCores(numCores, methodName),
    chunkSize: optional("chunkSize", options, { integer: true, min: 1, max: LARGEST_INT32 }),
    rowTimeoutMs: optional("rowTimeoutMs", options, aboveZero),
    startTimeoutMs: optional("startTimeoutMs", options, { min: 0, aboveMin: true }) ?? START_MS,
    maxHeapMb: optional("maxHeapMb", options, aboveZero),
    onError: checkChoice(action, "onError", onError, ["throw", "record"]),
    log: options.log === undefined ? undefined : resolveLogPath(options.log),
    forceRun: checkOfLog("forceRun", options.forceRun, options.log),
    acceptChanges: checkOfLog("acceptChanges", options.acceptChanges, options.log),
    workerPermissions: checkBoolean(action, "workerPermissions", workerPermissions),
    allow: checkAllow(options.allow ?? []),
    maxRestarts: resolveMaxRestarts(options.maxRestarts),
    onWarning: checkFunction("onWarning", onWarning),
  };
}

const aboveZero: NumberRule = { min: 0, aboveMin: true, max: LARGEST_INT32 };

function checkMethod(method: unknown): MethodName {
  return checkChoice(action, "method", method, Object.keys(backends) as MethodName[]);
}

/** Refuses what a method cannot do, with the reason. */
function checkAbilities(method: MethodName | undefined, given: ParallelOptions): void {
  const reasons = {
    rowTimeoutMs: method === "worker"
      ? "a busy worker thread cannot be stopped"
      : "a busy thread cannot stop itself",
    maxHeapMb: "threads of one process have no memory limit of their own",
    allow: "threads have the permissions of this process",
  };
  for (const name of ["rowTimeoutMs", "maxHeapMb", "allow"] as const) {
    const unable = method === "worker" || method === "sequential";
    if (!unable || given[name] === undefined) continue;
    const rule = `'${name}' needs method "subprocess" because ${reasons[name]}`;
    throw new RangeError(`Cannot ${action} as ${rule}: current method is "${method}"`);
  }
  if (given.workerPermissions && method !== "worker" && method !== undefined) {
    const rule = `'workerPermissions' needs method "worker"`;
    throw new RangeError(`Cannot ${action} as ${rule}: current method is "${method}"`);
  }
}

function resolveNumCores(numCores: unknown, method: MethodName | undefined): number {
  const rule = { integer: true, min: 1, max: LARGEST_NUM_CORES };
  const given = numCores === "auto" ? undefined : checkNumber(action, "numCores", numCores, rule);
  return method === "sequential" ? 1 : given ?? availableCores();
}

/** What could have no effect without a log. */
function checkOfLog(
  name: "forceRun" | "acceptChanges",
  value: unknown = false,
  log: unknown,
): boolean {
  const isAsked = checkBoolean(action, name, value);
  if (!isAsked || log !== undefined) return isAsked;
  const what = name === "forceRun" ? "that is to begin anew" : "whose rows are to be taken";
  throw new RangeError(
    `Cannot ${action} as '${name}' needs 'log', the file ${what}: current log is none`,
  );
}

function resolveMaxRestarts(maxRestarts: unknown): number {
  if (maxRestarts === undefined || maxRestarts === Infinity) return Infinity;
  return checkNumber(action, "maxRestarts", maxRestarts, { integer: true, min: 0 });
}

function optional(
  name: "chunkSize" | "rowTimeoutMs" | "startTimeoutMs" | "maxHeapMb",
  options: ParallelOptions,
  rule: NumberRule,
): number | undefined {
  const value: unknown = options[name];
  return value === undefined ? undefined : checkNumber(action, name, value, rule);
}

const permission = /^(?:read|write|net|env|run|sys|ffi|import)(?:=[^,]+(?:,[^,]+)*)?$/;

function checkAllow(allow: unknown): readonly string[] {
  const rule = `'allow' must be an array of permissions such as "net=example.org"`;
  const why = `Cannot ${action} as ${rule}: current value is`;
  if (!Array.isArray(allow)) throw new TypeError(`${why} ${show(allow)}`);
  for (const entry of allow) {
    if (typeof entry === "string" && permission.test(entry)) continue;
    throw new RangeError(`${why} ${show(entry)}`);
  }
  return [...allow];
}

function checkFunction(
  name: string,
  value: ParallelOptions["onWarning"],
): (message: string) => void {
  if (typeof value === "function") {
    return (told) => notify(name, { listener: value, told, onFailure: () => printError(told) });
  }
  throw new TypeError(
    `Cannot ${action} as '${name}' must be a function: current value is ${show(value)}`,
  );
}

/** The options of `makeParallel`, checked. @module */
import { show, suggest } from "./_suggestion.ts";
import { availableCores } from "./available_cores.ts";
import type { BackendFactory, BackendOptions } from "./backend.ts";
import { sequential } from "./sequential.ts";
import { subprocess } from "./subprocess.ts";
import { worker } from "./worker.ts";

/** The name of a built-in backend. */
export type MethodName = "worker" | "subprocess" | "sequential";

/** The built-in backends by name. */
export const backends: Readonly<Record<MethodName, BackendFactory>> = {
  worker,
  subprocess,
  sequential,
};

/** Options of `makeParallel`. */
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
  /** File of the row log: finished rows are appended, and not evaluated again when run again. */
  readonly log?: string;
  /**
   * Evaluate rows anew although the log has them: the old log is kept under another name.
   * @default {false}
   */
  readonly forceRun?: boolean;
  /**
   * Start workers that may only read and import; method "worker" only. Needs the flag
   * `--unstable-worker-options`, without which Deno ends the process. @default {false}
   */
  readonly workerPermissions?: boolean;
  /**
   * Permissions of subprocesses beyond reading what they import, as in Deno's flags: "env",
   * "net=example.org", "read=/data"; method "subprocess" only. @default {[]}
   */
  readonly allow?: readonly string[];
  /** Workers started in place of lost ones, at most. @default {Infinity} */
  readonly maxRestarts?: number;
  /** Takes warnings, such as lost workers. @default {console.warn} */
  readonly onWarning?: (message: string) => void;
}

/** Options with defaults filled in. */
export interface ResolvedOptions extends BackendOptions {
  readonly factory: BackendFactory;
  /** The built-in backend's name; undefined for one of the user's own. */
  readonly methodName: MethodName | undefined;
  readonly onError: "throw" | "record";
  readonly log: string | undefined;
  readonly forceRun: boolean;
}

const LARGEST_NUM_CORES = 1024;
const LARGEST_INT32 = 2_147_483_647;
const ACTION = "Cannot make a parallel objective as";

const optionNames: readonly (keyof ParallelOptions)[] = [
  "numCores",
  "method",
  "chunkSize",
  "rowTimeoutMs",
  "maxHeapMb",
  "onError",
  "log",
  "forceRun",
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
export function resolveOptions(options: unknown): ResolvedOptions {
  const given = checkNames(options);
  const method = checkMethod(given.method ?? "worker");
  const methodName = typeof method === "string" ? method : undefined;
  checkAbilities(methodName, given);
  const { onWarning = (message: string) => console.warn(message) } = given;
  return {
    factory: typeof method === "string" ? backends[method] : method,
    methodName,
    numCores: methodName === "sequential" ? 1 : resolveNumCores(given.numCores),
    chunkSize: integer("chunkSize", given.chunkSize),
    rowTimeoutMs: positive("rowTimeoutMs", given.rowTimeoutMs),
    maxHeapMb: positive("maxHeapMb", given.maxHeapMb),
    onError: choice("onError", given.onError ?? "throw", ["throw", "record"]),
    log: checkType("log", given.log, "string"),
    forceRun: checkType("forceRun", given.forceRun, "boolean") ?? false,
    workerPermissions: checkType("workerPermissions", given.workerPermissions, "boolean") ?? false,
    allow: checkAllow(given.allow ?? []),
    maxRestarts: checkMaxRestarts(given.maxRestarts ?? Infinity),
    onWarning: checkType("onWarning", onWarning, "function") ?? onWarning,
  };
}

function checkNames(options: unknown): ParallelOptions {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`${ACTION} options must be an object: current value is ${show(options)}`);
  }
  for (const name of Object.keys(options)) {
    if (optionNames.some((known) => known === name)) continue;
    throw new TypeError(`${ACTION} option '${name}' is unknown: ${suggest(name, optionNames)}`);
  }
  return options;
}

function checkMethod(method: unknown): MethodName | BackendFactory {
  if (isFactory(method)) return method;
  return choice("method", method, Object.keys(backends) as MethodName[]);
}

function isFactory(method: unknown): method is BackendFactory {
  return typeof method === "function";
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
    throw new RangeError(`${ACTION} ${rule}: current method is ${show(method)}`);
  }
  if (given.workerPermissions && method !== "worker" && method !== undefined) {
    const rule = `'workerPermissions' needs method "worker"`;
    throw new RangeError(`${ACTION} ${rule}: current method is ${show(method)}`);
  }
}

function resolveNumCores(numCores: unknown = "auto"): number {
  if (numCores === "auto") return availableCores();
  const why = `${ACTION} 'numCores' must be a positive integer of at most ${LARGEST_NUM_CORES} ` +
    `or "auto": current value is ${show(numCores)}`;
  if (typeof numCores !== "number") throw new TypeError(why);
  const fits = Number.isInteger(numCores) && numCores >= 1 && numCores <= LARGEST_NUM_CORES;
  if (!fits) throw new RangeError(why);
  return numCores;
}

function integer(name: string, value: unknown): number | undefined {
  const checked = positive(name, value);
  if (checked === undefined || Number.isInteger(checked)) return checked;
  throw new RangeError(
    `${ACTION} '${name}' must be a positive integer: current value is ${checked}`,
  );
}

function positive(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const rule = `'${name}' must be a number above 0 and at most ${LARGEST_INT32}`;
  const why = `${ACTION} ${rule}: current value is ${show(value)}`;
  if (typeof value !== "number") throw new TypeError(why);
  if (!(value > 0 && value <= LARGEST_INT32)) throw new RangeError(why);
  return value;
}

function checkMaxRestarts(value: unknown): number {
  const why = `${ACTION} 'maxRestarts' must be an integer of at least 0 or Infinity: ` +
    `current value is ${show(value)}`;
  if (typeof value !== "number") throw new TypeError(why);
  if (value >= 0 && (Number.isInteger(value) || value === Infinity)) return value;
  throw new RangeError(why);
}

const permission = /^(?:read|write|net|env|run|sys|ffi|import)(?:=.+)?$/;

function checkAllow(allow: unknown): readonly string[] {
  const rule = `'allow' must be an array of permissions such as "net=example.org"`;
  const why = `${ACTION} ${rule}: current value is`;
  if (!Array.isArray(allow)) throw new TypeError(`${why} ${show(allow)}`);
  for (const entry of allow) {
    if (typeof entry === "string" && permission.test(entry)) continue;
    throw new RangeError(`${why} ${show(entry)}`);
  }
  return [...allow];
}

interface TypeNames {
  string: string;
  boolean: boolean;
  function: (message: string) => void;
}

function checkType<K extends keyof TypeNames>(
  name: string,
  value: TypeNames[K] | undefined,
  type: K,
): TypeNames[K] | undefined {
  const isEmpty: boolean = value === "";
  if ((value === undefined || typeof value === type) && !isEmpty) return value;
  throw new TypeError(`${ACTION} '${name}' must be a ${type}: current value is ${show(value)}`);
}

function choice<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  const found = choices.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const why = `${ACTION} '${name}' must be one of ${choices.join(", ")}: current value is ${
    show(value)
  }`;
  if (typeof value !== "string") throw new TypeError(why);
  throw new RangeError(`${why}; ${suggest(value, choices)}`);
}

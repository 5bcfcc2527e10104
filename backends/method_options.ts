/** The options of methods: each method has its own, and says why it lacks another's. @module */
import {
  type AnyTable,
  type Kind,
  number,
  type Resolved,
  resolveOptions,
} from "../spot/core/options/options.ts";

/** Options of a method whose rows run in workers or processes of their own. */
export interface PoolMethodOptions {
  /**
   * Time limit of a worker's start, in which the objective's module is imported, in milliseconds; may
   * be Infinity. It does not count towards a row's limit. The evaluation ends with an error that names
   * the module if no worker has ever started; otherwise another one is started.
   * @default {300000}
   */
  readonly startTimeoutMs?: number;
  /** Workers started in place of lost ones, at most. @default {Infinity} */
  readonly maxRestarts?: number;
}

/** 24 days: a longer timer fires at once. */
const LONGEST_MS = 2_147_483_647;

/** A limit in milliseconds or MiB. */
export const limit: Kind<number> = number({ min: 0, aboveMin: true, max: LONGEST_MS });

/** Entries of {@linkcode PoolMethodOptions}. */
export const poolMethodTable = {
  // For modules that fetch packages or read much at their top level, too.
  startTimeoutMs: { kind: number({ min: 0, aboveMin: true }), default: 300_000 },
  maxRestarts: { kind: restarts(), default: Infinity },
} as const;

function restarts(): Kind<number> {
  const whole = number({ integer: true, min: 0 });
  return { ...whole, check: (value) => value === Infinity ? Infinity : whole.check(value) };
}

/** Which methods have an option that others lack, and why these cannot have it. */
const owners: Readonly<Record<string, { readonly methods: string; readonly why?: string }>> = {
  rowTimeoutMs: { methods: "subprocess()", why: "a busy thread cannot be stopped" },
  maxHeapMb: {
    methods: "subprocess()",
    why: "threads of one process have no memory limit of their own",
  },
  allow: { methods: "subprocess()", why: "threads have the permissions of this process" },
  narrowed: { methods: "worker()" },
  startTimeoutMs: { methods: "worker() and subprocess()" },
  maxRestarts: { methods: "worker() and subprocess()" },
};

/**
 * Checks the options of a method and fills in the defaults.
 *
 * @throws {TypeError} If an option is unknown or not of its type.
 * @throws {RangeError} If a value is out of range, or another method's option is given.
 */
export function resolveMethodOptions<Table extends AnyTable>(
  method: string,
  table: Table,
  options: object,
): Resolved<Table> {
  const action = `use method "${method}"`;
  refuseOwned(action, Object.keys(table), options);
  return resolveOptions(action, table, options);
}

/**
 * Refuses options that a method has and the caller lacks.
 *
 * @param known The caller's own.
 * @throws {RangeError} The message names the method, and why the caller cannot have the option.
 */
export function refuseOwned(action: string, known: readonly string[], options: object): void {
  if (typeof options !== "object" || options === null) return;
  for (const name of Object.keys(options)) {
    if (known.includes(name) || !Object.hasOwn(owners, name)) continue;
    const { methods, why } = owners[name];
    const reason = why === undefined ? "" : `, as ${why}`;
    throw new RangeError(`Cannot ${action} as '${name}' is an option of ${methods} alone${reason}`);
  }
}

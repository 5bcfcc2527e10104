/** The options of methods: each method has its own, and says why it lacks another's. @module */
import {
  type AnyTable,
  either,
  integer,
  type Kind,
  literal,
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

/** In milliseconds 24 days: a longer timer fires at once. */
const LARGEST_INT32 = 2_147_483_647;

/** A limit in milliseconds or MiB. */
export const limit: Kind<number> = number({ min: 0, aboveMin: true, max: LARGEST_INT32 });

/** Entries of {@linkcode PoolMethodOptions}. */
export const poolMethodTable = {
  // For modules that fetch packages or read much at their top level, too.
  startTimeoutMs: { kind: number({ min: 0, aboveMin: true }), default: 300_000 },
  maxRestarts: { kind: restarts(), default: Infinity },
} as const;

function restarts(): Kind<number> {
  return either(integer(0), literal(Infinity));
}

/** The options that not all methods have: whose they are, and why others cannot have them. */
const owners: Readonly<Record<string, { readonly methods: string; readonly why?: string }>> = {
  rowTimeoutMs: { methods: "subprocess", why: "a busy thread cannot be stopped" },
  maxHeapMb: {
    methods: "subprocess",
    why: "threads of one process have no memory limit of their own",
  },
  allow: { methods: "subprocess", why: "threads have the permissions of this process" },
  narrowed: { methods: "worker" },
  startTimeoutMs: { methods: "worker or subprocess" },
  maxRestarts: { methods: "worker or subprocess" },
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
  const name = findOwned(options, table);
  if (name === undefined) return resolveOptions(action, table, options);
  const { methods, why } = owners[name];
  const reason = why === undefined ? "" : `, as ${why}`;
  throw new RangeError(`Cannot ${action} as '${name}' is an option of ${methods} alone${reason}`);
}

/**
 * Refuses options of methods among those of all.
 *
 * @throws {RangeError} The message says where the option belongs.
 */
export function refuseMethodOptions(action: string, options: object): void {
  const name = findOwned(options, {});
  if (name === undefined) return;
  const [method] = owners[name].methods.split(" ");
  throw new RangeError(
    `Cannot ${action} as '${name}' is an option of the method: write method: ${method}({ ${name} })`,
  );
}

/** The first option that is a method's, and not in the table. */
function findOwned(options: object, table: AnyTable): string | undefined {
  return Object.keys(options ?? {}).find((name) =>
    Object.hasOwn(owners, name) && !Object.hasOwn(table, name)
  );
}

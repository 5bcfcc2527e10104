/** The subprocess backend: rows are evaluated in processes of their own. @module */
import { availableCores } from "../available_cores.ts";
import type { Method } from "../method.ts";
import {
  limit,
  type PoolMethodOptions,
  poolMethodTable,
  resolveMethodOptions,
} from "../method_options.ts";
import { guardModules } from "../modules/guard_modules.ts";
import { openSubprocess } from "./subprocess_channel.ts";
import { kind, listOf, type OptionTable } from "../../spot/core/options/options.ts";
import { createPool } from "../pool/pool.ts";
import { checkStart } from "../before_start.ts";
import {
  type Launch,
  mayStartPrograms,
  prepareLaunch,
  refuseCompiled,
} from "./subprocess_launch.ts";

/** Options of {@linkcode subprocess}. */
export interface SubprocessOptions extends PoolMethodOptions {
  /** Time limit of one row in milliseconds. Rows then go one at a time. */
  readonly rowTimeoutMs?: number;
  /**
   * V8 heap limit of one subprocess in MiB. Typed arrays lie outside of V8's heap and are not limited.
   */
  readonly maxHeapMb?: number;
  /**
   * Permissions beyond reading what the subprocess imports, as in Deno's flags: "env",
   * "net=example.org", "read=/data,/more". @default {[]}
   */
  readonly allow?: readonly string[];
}

const permission = /^(?:read|write|net|env|run|sys|ffi|import)(?:=[^,]+(?:,[^,]+)*)?$/;
const permissions = listOf(
  kind<string>(
    'a permission such as "net=example.org"',
    (value) => typeof value === "string" && permission.test(value),
    { isType: false },
  ),
  'an array of permissions such as "net=example.org"',
);

const table = {
  ...poolMethodTable,
  rowTimeoutMs: { kind: limit },
  maxHeapMb: { kind: limit },
  allow: { kind: permissions, default: [] },
} satisfies OptionTable<SubprocessOptions>;

/**
 * Rows in processes of their own, one `deno run` per core: what crashes there, crashes alone, and what
 * loops for ever can be ended.
 *
 * @throws {TypeError | RangeError} If an option is unknown, another method's, or breaks its rule.
 * @throws {Error} If this program is compiled: it contains no Deno to start.
 */
export function subprocess(options: SubprocessOptions = {}): Method {
  const { allow, maxHeapMb, ...limits } = resolveMethodOptions("subprocess", table, options);
  return {
    name: "subprocess",
    importsObjective: true,
    options: { ...options },
    autoCores: availableCores,
    createBackend({ moduleUrl, exportName }, { numCores, chunkSize, modules, onWarning }) {
      refuseCompiled();
      let launch: Launch | undefined;
      const leaving = new Set<Promise<void>>();
      const pool = createPool({
        ...limits,
        name: "subprocess",
        numCores,
        chunkSize,
        renewAfterAbort: mayStartPrograms(allow),
        moduleUrl,
        warn: onWarning,
        open: guardModules(modules, (number, events) => {
          checkStart();
          launch ??= prepareLaunch({ allow, maxHeapMb, moduleUrl });
          const start = { moduleUrl, exportName, name: `spot worker ${number}`, run: launch.run };
          const channel = openSubprocess(start, launch, events);
          leaving.add(channel.gone);
          channel.gone.finally(() => leaving.delete(channel.gone));
          return channel;
        }),
      });
      return {
        ...pool,
        async [Symbol.asyncDispose]() {
          await pool[Symbol.asyncDispose]();
          await Promise.all(leaving);
        },
      };
    },
  };
}

/** The worker backend: rows are evaluated in Web Workers, threads of this process. @module */
import type { Method } from "../method.ts";
import {
  type PoolMethodOptions,
  poolMethodTable,
  resolveMethodOptions,
} from "../method_options.ts";
import { availableCores } from "../available_cores.ts";
import { boolean, type OptionTable } from "../../spot/core/options/options.ts";
import type { ObjectiveReference } from "../../spot/core/objective/objective.ts";
import type { Channel, ChannelEvents } from "../pool/channel.ts";
import { createPool } from "../pool/pool.ts";
import { guardModules } from "../modules/guard_modules.ts";
import { missingPermission } from "../missing_permission.ts";
import { mapMessages, type Reply, type StartMessage } from "../protocol/message.ts";
import { watchLock } from "../protocol/web_lock.ts";
import { checkStart } from "../before_start.ts";

/** Options of {@linkcode worker}. */
export interface WorkerOptions extends PoolMethodOptions {
  /**
   * Start workers that may only read and import. Needs the flag `--unstable-worker-options`, without
   * which Deno ends the process. @default {false}
   */
  readonly narrowed?: boolean;
}

const table = {
  ...poolMethodTable,
  narrowed: { kind: boolean, default: false },
} satisfies OptionTable<WorkerOptions>;

/**
 * Rows in Web Workers, threads of this process: the method that starts fastest and costs least per row.
 *
 * @throws {TypeError | RangeError} If an option is unknown, another method's, or breaks its rule.
 */
export function worker(options: WorkerOptions = {}): Method {
  const { narrowed, ...limits } = resolveMethodOptions("worker", table, options);
  return {
    name: "worker",
    importsObjective: true,
    autoCores: availableCores,
    createBackend: (objective, { numCores, chunkSize, modules, onWarning }) =>
      createPool({
        ...limits,
        name: "worker",
        numCores,
        chunkSize,
        moduleUrl: objective.moduleUrl,
        warn: onWarning,
        open: guardModules(
          modules,
          (number, events) => openWorker(objective, narrowed, number, events),
        ),
      }),
  };
}

/** Time for the last messages of a worker that is gone. */
const DRAIN_MS = 5;

/**
 * What an entry posts: a reply, or that it runs and holds the lock that shows its life. The lock's name
 * marks it: an objective may post what it likes.
 */
interface EntryMessage {
  readonly lock: string;
  readonly message: Reply | { readonly kind: "started" };
}

/** Never called: what is imported by name, `deno cache` fetches with this module. */
const _fetched = () => import("./worker_entry.ts");

function openWorker(
  { moduleUrl, exportName }: ObjectiveReference,
  narrowed: boolean,
  number: number,
  events: ChannelEvents,
): Channel {
  checkStart();
  const lock = crypto.randomUUID();
  const tell = (message: string) => withFlag(message, moduleUrl, narrowed);
  const thread = new Worker(new URL("./worker_entry.ts", import.meta.url), {
    type: "module",
    name: `spot worker ${number}`,
    ...(narrowed && { deno: { permissions: narrowedPermissions } }),
  });
  const stopWatching = new AbortController();
  const closed = () => events.died({ reason: "it closed itself" });
  let started = false;
  thread.onmessage = ({ data }: MessageEvent<EntryMessage | null>) => {
    if (data?.lock !== lock) return;
    const { message } = data;
    if (message.kind !== "started") return events.reply(mapMessages(message, tell));
    started = true;
    watchLock(lock, stopWatching.signal, () => setTimeout(closed, DRAIN_MS));
  };
  thread.onerror = (event) => {
    event.preventDefault();
    const reason = started ? event.message : `Cannot start a worker: ${tell(event.message)}`;
    events.died({ reason, final: !started });
    end();
  };
  const end = () => {
    stopWatching.abort();
    thread.terminate();
  };
  const start: StartMessage = { moduleUrl, exportName, lock };
  thread.postMessage(start);
  return {
    post: (request) => thread.postMessage(request),
    kill: end,
    close: () => Promise.resolve(end()),
  };
}

const narrowedPermissions: Deno.PermissionOptionsObject = {
  read: "inherit",
  import: "inherit",
  env: false,
  ffi: false,
  net: false,
  run: false,
  sys: false,
  write: false,
};

/** Where a permission is missing, names the flag that grants it; none does if workers are narrowed. */
function withFlag(message: string, moduleUrl: string, narrowed: boolean): string {
  const flag = missingPermission(message, moduleUrl);
  if (flag === undefined) return message;
  if (narrowed && !/^--allow-(?:read|import)\b/.test(flag)) {
    return `${message}: workers may only read and import, as 'narrowed' is true`;
  }
  return `${message}: run again with ${flag}`;
}

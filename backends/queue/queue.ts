/** The queue: rows are evaluated on other machines, which take them from BullMQ's queue in Redis. @module */
import type { Method } from "../method.ts";
import { resolveMethodOptions } from "../method_options.ts";
import { ModuleGraph } from "../modules/module_graph.ts";
import {
  Fault,
  integer,
  type Kind,
  kind,
  type OptionTable,
  shorten,
} from "../../spot/core/options/options.ts";
import { ownEngine, type WantedObjective } from "./announcement.ts";
import { placeOf } from "./connection.ts";
import { QUEUE_NAME } from "./keys.ts";
import { describeModule, objectiveId } from "./objective_files.ts";
import { QueueBackend } from "./queue_backend.ts";

/** Options of {@linkcode queue}. */
export interface QueueOptions {
  /** Redis: `redis://:password@host:port`, or `rediss://` for TLS. */
  readonly url: string;
  /** What the machines are started with, too: a letter or digit, then also `_`, `.` and `-`. */
  readonly name: string;
  /** Cores that must be there before the first rows are given out. @default {1} */
  readonly minCores?: number;
}

const urlRule = "the URL of a Redis server, redis://:password@host:port or rediss:// for TLS";

/** URLs of servers; what is wrong with one is told without what it holds. */
export const serverUrl: Kind<string> = {
  rule: urlRule,
  check: (value) => {
    if (typeof value !== "string") return new Fault(urlRule, value, { isType: true });
    const isUrl = URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol);
    return isUrl ? value : new Fault(urlRule, "another text");
  },
};

/** Names of queues. */
export const queueName: Kind<string> = kind(
  "a name of at most 64 letters, digits, '_', '.' and '-'",
  (value) => typeof value === "string" && QUEUE_NAME.test(value),
);

const table = {
  url: { kind: serverUrl, isRequired: true },
  name: { kind: queueName, isRequired: true },
  minCores: { kind: integer(1), default: 1 },
} satisfies OptionTable<QueueOptions>;

/**
 * Rows on many machines, by way of BullMQ on a Redis that people already run. Machines are started by
 * `deno run -A jsr:@spot/spot/queue work --url ... --name ... --module ./objective.ts`, at any time; the
 * width is the sum of the cores of those that are there, at most `numCores` if that is given.
 *
 * @throws {TypeError | RangeError} If an option is unknown, another method's, or breaks its rule.
 *
 * @example
 * ```ts
 * import { analyticalFunctions, makeParallel } from "@spot/spot";
 * import { queue } from "@spot/spot/queue";
 *
 * const method = queue({ url: "redis://:secret@head:6379", name: "branin" });
 * await using fun = makeParallel(analyticalFunctions.branin.objective, { method });
 * console.log(fun.method); // it connects with the first rows
 * ```
 */
export function queue(options: QueueOptions): Method {
  const resolved = resolveMethodOptions("queue", table, options);
  return {
    name: "queue",
    importsObjective: true,
    autoCores: () => Number.MAX_SAFE_INTEGER,
    createBackend(fun, { numCores, chunkSize, onWarning }) {
      const { moduleUrl, exportName } = fun;
      const module = describeModule(moduleUrl, new ModuleGraph(moduleUrl));
      const objective: WantedObjective = { ...module, exportName, spot: ownEngine.spot };
      return new QueueBackend({
        ...resolved,
        mostCores: numCores,
        chunkSize,
        objective,
        id: objectiveId(module, exportName),
        command: `deno run -A jsr:@spot/spot/queue work --url redis://:...@${
          placeOf(resolved.url)
        } --name ${resolved.name} --module ${shorten(module.file)}`,
        warn: onWarning,
      });
    },
  };
}

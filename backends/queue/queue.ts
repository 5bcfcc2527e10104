/** The queue: rows are evaluated on other machines, which take them from BullMQ's queue in Redis. @module */
import type { Method } from "../method.ts";
import { resolveMethodOptions } from "../method_options.ts";
import { ModuleGraph } from "../modules/module_graph.ts";
import { shorten } from "../../spot/core/options/options.ts";
import { ownEngine, type WantedObjective } from "./announcement.ts";
import { placeOf } from "./connection.ts";
import { describeModule, objectiveId } from "./objective_files.ts";
import { QueueBackend } from "./queue_backend.ts";
import { type QueueOptions, queueTable } from "./queue_options.ts";

export type { QueueOptions } from "./queue_options.ts";

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
  const resolved = resolveMethodOptions("queue", queueTable, options);
  return {
    name: "queue",
    importsObjective: true,
    autoCores: () => Number.MAX_SAFE_INTEGER,
    createBackend(fun, { numCores, chunkSize, onWarning }) {
      const { moduleUrl, exportName } = fun;
      const module = describeModule(moduleUrl, new ModuleGraph(moduleUrl));
      const objective: WantedObjective = { ...module, exportName, ...ownEngine };
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

/**
 * For people who carry rows to workers in a way of their own. On the worker's side {@linkcode serve}
 * answers requests with replies, whatever carries them; on the parent's side {@linkcode createPool}
 * makes a backend of channels to such workers: it schedules, retries, limits and blames.
 *
 * @example
 * ```ts
 * import type { Method } from "@spot/spot";
 * import { createPool, serve } from "@spot/spot/worker";
 *
 * // Workers in this thread; another script, process or machine would call `loadObjective`.
 * export const local: Method = {
 *   name: "local",
 *   importsObjective: false,
 *   autoCores: () => 2,
 *   createBackend: (objective, { numCores, onWarning }) =>
 *     createPool({
 *       name: "local",
 *       numCores,
 *       moduleUrl: objective.moduleUrl,
 *       maxRestarts: Infinity,
 *       warn: onWarning,
 *       open(_worker, { reply }) {
 *         let isOpen = true;
 *         const handle = serve(async () => objective, (message) => {
 *           queueMicrotask(() => isOpen && reply(structuredClone(message)));
 *         });
 *         const kill = () => void (isOpen = false);
 *         return {
 *           post: (request) => void handle(structuredClone(request)),
 *           kill,
 *           close: async () => kill(),
 *         };
 *       },
 *     }),
 * };
 * ```
 *
 * @module
 */
export type { Backend, BackendOptions, Method } from "./method.ts";
export type { Channel, ChannelEvents, Death, OpenChannel } from "./pool/channel.ts";
export { createPool } from "./pool/pool.ts";
export type { PoolOptions } from "./pool/pool_options.ts";
export { loadObjective } from "./protocol/load_objective.ts";
export type { Reply, Request } from "./protocol/message.ts";
export type { OtherFields, PackedOutcomes, PackedTasks, TimedOutcome } from "./protocol/packing.ts";
export { markRowWorker } from "./protocol/row_worker.ts";
export { serve } from "./protocol/serve.ts";
export type { Objective } from "../spot/core/objective/objective.ts";

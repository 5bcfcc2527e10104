/**
 * Rows on many machines, by way of BullMQ and Redis: {@linkcode queue} is the method of the script, and
 * this module's command `work` makes a machine evaluate its rows.
 *
 * Run as `deno run -A jsr:@spot/spot/queue work --url redis://:secret@head:6379 --name resnet --module
 * ./objective.ts`; `work --help` lists the options.
 *
 * @module
 */
export { queue, type QueueOptions } from "../../backends/queue/queue.ts";
export type { Method } from "../../backends/method.ts";

if (import.meta.main) {
  // By literals, so that `deno cache` fetches what `work` loads by other names.
  await import("../../backends/queue/machine.ts");
  await import("../../backends/queue/clean.ts");
  const { runWork } = await import("./queue/work.ts");
  await runWork(Deno.args);
}

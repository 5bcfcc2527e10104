/** The worker within a subprocess: it evaluates the objective. @module */
/// <reference lib="deno.worker" />
import { deserialize, serialize } from "node:v8";
import { withOption } from "./missing_permission.ts";
import { encodeFrame } from "./protocol/frame.ts";
import { loadObjective } from "./protocol/load_objective.ts";
import { mapMessages, type Reply, type Request } from "./protocol/message.ts";
import { markRowWorker } from "./protocol/row_worker.ts";
import { serve } from "./protocol/serve.ts";
import type { ObjectiveReference } from "./objective/objective.ts";
import { holdLock } from "./web_lock.ts";

// What an objective prints must not come between the frames on stdout.
for (const method of ["log", "info", "debug"] as const) console[method] = console.error;

markRowWorker();

/** As it is now: the objective's module may replace it. */
const postMessage = self.postMessage.bind(self);
const write = Deno.stdout.writeSync.bind(Deno.stdout);

/** Writes at once: by way of the other thread, or of a stream, it would take longer. */
function post(reply: Reply): void {
  // Where a permission is missing, the message tells how a subprocess gets it.
  const frame = encodeFrame(serialize(mapMessages(reply, withOption)));
  for (let at = 0; at < frame.length;) at += write(frame.subarray(at));
}

// No onmessage: the objective's module may set it.
let receive = (lock: string | Uint8Array): void => {
  const started = holdLock(lock as string).then(() => postMessage(lock));
  receive = (first) => {
    const reference: ObjectiveReference = deserialize(first as Uint8Array);
    const handle = serve(async () => {
      await started;
      return await loadObjective(reference);
    }, post);
    receive = (data) => void handle(deserialize(data as Uint8Array) as Request);
  };
};
self.addEventListener("message", (event) => receive((event as MessageEvent).data));

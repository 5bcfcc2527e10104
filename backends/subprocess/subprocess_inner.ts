/** The worker within a subprocess: it evaluates the objective. @module */
import { deserialize, serialize } from "node:v8";
import { withOption } from "../missing_permission.ts";
import { loadObjective } from "../protocol/load_objective.ts";
import { mapMessages, type Reply } from "../protocol/message.ts";
import { markRowWorker, parentPoster } from "../protocol/row_worker.ts";
import { serve } from "../protocol/serve.ts";
import { type InnerStart, transferable } from "../protocol/subprocess_message.ts";
import { holdLock } from "../protocol/web_lock.ts";

// What goes to stdout ends on stderr anyway: by the same way it keeps its order.
for (const method of ["log", "info", "debug"] as const) console[method] = console.error;

markRowWorker();

function begin({ reference, lock, port }: InnerStart): void {
  // As they are now: the objective's module may replace them.
  const [shown, send] = [parentPoster(), port.postMessage.bind(port)];
  const started = holdLock(lock).then(() => shown(lock));
  const post = (reply: Reply) => {
    // Where a permission is missing, the message tells how a subprocess gets it.
    const payload: Uint8Array = serialize(mapMessages(reply, withOption));
    send(payload, transferable(payload));
  };
  const handle = serve(async () => {
    await started;
    return await loadObjective(reference);
  }, post);
  port.onmessage = ({ data }: MessageEvent<Uint8Array>) => void handle(deserialize(data));
}

// No onmessage: the objective's module may set it.
self.addEventListener("message", (event) => begin((event as MessageEvent<InnerStart>).data), {
  once: true,
});

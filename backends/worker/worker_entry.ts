/** The entry of a worker thread. @module */
import { loadObjective } from "../protocol/load_objective.ts";
import type { Reply, Request, StartMessage } from "../protocol/message.ts";
import { markRowWorker, parentPoster } from "../protocol/row_worker.ts";
import { serve } from "../protocol/serve.ts";
import { holdLock } from "../protocol/web_lock.ts";

markRowWorker();

const postMessage = parentPoster();

// No onmessage: the objective's module may set it.
let receive = (data: StartMessage | Request): void => {
  const { lock, ...reference } = data as StartMessage;
  const post = (message: Reply | { readonly kind: "started" }) => postMessage({ lock, message });
  const started = holdLock(lock).then(() => post({ kind: "started" }));
  const load = async () => {
    await started;
    return await loadObjective(reference);
  };
  const handle = serve(load, post);
  receive = (request) => void handle(request as Request);
};
self.addEventListener("message", (event) => receive((event as MessageEvent).data));

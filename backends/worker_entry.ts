/** The entry of a worker thread. @module */
/// <reference lib="deno.worker" />
import { loadObjective } from "./protocol/load_objective.ts";
import type { Reply, Request, StartMessage } from "./protocol/message.ts";
import { serve } from "./protocol/serve.ts";
import { holdLock } from "./web_lock.ts";

self.onmessage = ({ data }: MessageEvent<StartMessage>) => {
  const { lock, ...reference } = data;
  const post = (message: Reply | { readonly kind: "started" }) =>
    self.postMessage({ lock, message });
  const started = holdLock(lock).then(() => post({ kind: "started" }));
  const load = async () => {
    await started;
    return await loadObjective(reference);
  };
  const handle = serve(load, post);
  self.onmessage = ({ data }: MessageEvent<Request>) => handle(data);
};

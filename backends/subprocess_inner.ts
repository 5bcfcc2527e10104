/** The worker within a subprocess: it evaluates the objective. @module */
/// <reference lib="deno.worker" />
import { deserialize, serialize } from "node:v8";
import { loadObjective } from "./protocol/load_objective.ts";
import type { Reply, Request } from "./protocol/message.ts";
import { serve } from "./protocol/serve.ts";
import type { ObjectiveReference } from "./objective/objective.ts";
import { holdLock } from "./web_lock.ts";

// What an objective prints must not come between the frames on stdout.
for (const method of ["log", "info", "debug"] as const) console[method] = console.error;

function post(reply: Reply): void {
  const payload = new Uint8Array(serialize(reply));
  self.postMessage(payload, [payload.buffer]);
}

self.onmessage = ({ data: lock }: MessageEvent<string>) => {
  const started = holdLock(lock).then(() => self.postMessage("started"));
  self.onmessage = ({ data: first }: MessageEvent<Uint8Array>) => {
    const reference: ObjectiveReference = deserialize(first);
    const handle = serve(async () => {
      await started;
      return await loadObjective(reference);
    }, post);
    self.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
      const request: Request = deserialize(data);
      handle(request);
    };
  };
};

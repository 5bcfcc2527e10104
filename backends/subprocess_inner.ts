/** The worker within a subprocess: it evaluates the objective. @module */
/// <reference lib="deno.worker" />
import { deserialize, serialize } from "node:v8";
import { withOption } from "./missing_permission.ts";
import { encodeFrame } from "./protocol/frame.ts";
import { loadObjective } from "./protocol/load_objective.ts";
import type { Reply, Request } from "./protocol/message.ts";
import { serve } from "./protocol/serve.ts";
import type { ObjectiveReference } from "./objective/objective.ts";
import { holdLock } from "./web_lock.ts";

// What an objective prints must not come between the frames on stdout.
for (const method of ["log", "info", "debug"] as const) console[method] = console.error;

/** Writes at once: by way of the other thread, or of a stream, it would take longer. */
function post(reply: Reply): void {
  const frame = encodeFrame(serialize(tellOptions(reply)));
  for (let at = 0; at < frame.length;) at += Deno.stdout.writeSync(frame.subarray(at));
}

/** Where a permission is missing, tells how a subprocess gets it. */
function tellOptions(reply: Reply): Reply {
  if (reply.kind === "refused") return { ...reply, message: withOption(reply.message) };
  if (reply.kind === "ready" || reply.outcomes.failures.length === 0) return reply;
  const failures = reply.outcomes.failures.map(([index, failure]) =>
    [index, { ...failure, message: withOption(failure.message) }] as const
  );
  return { ...reply, outcomes: { ...reply.outcomes, failures } };
}

self.onmessage = ({ data: lock }: MessageEvent<string>) => {
  const started = holdLock(lock).then(() => self.postMessage(lock));
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

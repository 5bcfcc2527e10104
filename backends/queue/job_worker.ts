/** BullMQ's worker, for a queue into which anybody may have written. @module */
import { type Job, Worker } from "bullmq";

type Json = Parameters<Worker["createJob"]>[0];

/** Hands out also what is no job, so that it is refused: BullMQ would take it again for ever. */
export class JobWorker extends Worker {
  protected override createJob(json: Json, id: string): Job {
    // What would make BullMQ do more than to hand it out.
    const { repeatJobKey: _, parent: _parent, parentKey: _key, ...plain } = json;
    try {
      return super.createJob(plain, id);
    } catch {
      return super.createJob({ ...plain, data: "null", opts: {}, stacktrace: "[]" } as never, id);
    }
  }
}

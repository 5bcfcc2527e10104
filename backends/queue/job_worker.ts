/** BullMQ's worker, for a queue into which anybody may have written, and jobs that outlast an outage. @module */
import { type Job, Worker } from "bullmq";
import type { Redis } from "ioredis";

type Json = Parameters<Worker["createJob"]>[0];

/** Takes back jobs whose lease has ended while nobody else has taken them. */
const TAKE_BACK = `
local prefix = KEYS[1]
local lost = {}
for i = 2, #ARGV, 2 do
  local job = prefix .. ARGV[i]
  if redis.call("exists", job) == 1 and redis.call("set", job .. ":lock", ARGV[i + 1], "PX", ARGV[1], "NX") then
    redis.call("lrem", prefix .. "wait", 1, ARGV[i])
    redis.call("lrem", prefix .. "active", 1, ARGV[i])
    redis.call("lpush", prefix .. "active", ARGV[i])
    redis.call("srem", prefix .. "stalled", ARGV[i])
  else
    lost[#lost + 1] = ARGV[i]
  end
end
return lost`;

/** Hands jobs out. */
export class JobWorker extends Worker {
  /** Hands out also what is no job, so that it is refused: BullMQ would take it again for ever. */
  protected override createJob(json: Json, id: string): Job {
    // What would make BullMQ do more than to hand it out.
    const { repeatJobKey: _, parent: _parent, parentKey: _key, ...plain } = json;
    try {
      return super.createJob(plain, id);
    } catch {
      return super.createJob({ ...plain, data: "null", opts: {}, stacktrace: "[]" } as never, id);
    }
  }

  /** Rows that were under way during an outage go on, unless another machine has them by now. */
  override async extendJobLocks(
    ids: string[],
    tokens: string[],
    leaseMs: number,
  ): Promise<string[]> {
    const failed = await super.extendJobLocks(ids, tokens, leaseMs);
    if (failed.length === 0) return failed;
    const leases = failed.flatMap((id) => [id, tokens[ids.indexOf(id)]]);
    const redis = this.opts.connection as unknown as Redis;
    return await redis.eval(TAKE_BACK, 1, this.toKey(""), leaseMs, ...leases) as string[];
  }
}

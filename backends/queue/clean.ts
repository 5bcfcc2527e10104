/** Removes what a lost run has left in Redis. @module */
import { reachServer } from "./connection.ts";
import { Keys } from "./keys.ts";

/**
 * Removes all keys of a queue.
 *
 * @returns How many there were.
 * @throws {Error} If Redis cannot be reached.
 */
export async function cleanQueue(
  { url, name }: { readonly url: string; readonly name: string },
): Promise<number> {
  const server = await reachServer(url, () => {});
  const redis = server.open();
  let removed = 0;
  try {
    for (const pattern of new Keys(name).all) {
      for await (const keys of redis.scanStream({ match: pattern, count: 1000 })) {
        if (keys.length > 0) removed += await redis.unlink(...keys as string[]);
      }
    }
  } finally {
    redis.disconnect();
  }
  return removed;
}

/** What a parent removes when it leaves: all that no other one wants. @module */
import { type ParentAnnouncement, toParent } from "./announcement.ts";
import type { Keys } from "./keys.ts";
import { Presence } from "./presence.ts";
import type { RunParts } from "./run.ts";

/** A parent that leaves. */
export interface LeavingParent {
  readonly id: string;
  /** The objective's id. */
  readonly objective: string;
  /** Its runs: digest of the run, name of the problem. */
  readonly runs: readonly { readonly digest: string; readonly name: string }[];
}

/** What {@linkcode removeUnwanted} uses of a session. */
export type RemovalParts =
  & Pick<RunParts, "redis" | "queue" | "rows" | "problems">
  & { readonly keys: Keys };

/** Withdraws a parent, and removes its runs, problems and objective unless others have them, too. */
export async function removeUnwanted(
  { id, objective, runs }: LeavingParent,
  { redis, queue, rows, problems, keys }: RemovalParts,
): Promise<void> {
  const parents = new Presence(redis, keys.parents);
  await parents.withdraw(id);
  const others = await findOthers(parents, { redis, keys });
  for (const { digest, name } of runs) {
    if (!others.some(({ runs }) => runs.includes(digest))) await rows.remove(digest);
    if (!others.some(({ problems }) => problems.includes(name))) await problems.remove(name);
  }
  if (others.some((other) => other.objective === objective)) return;
  await redis.hdel(keys.objectives, objective);
  await queue.obliterate({ force: true });
  await redis.publish(keys.wishes, id);
}

/** Those that hear: one that was killed and started again may be the last, too. */
async function findOthers(
  parents: Presence,
  { redis, keys }: Pick<RemovalParts, "redis" | "keys">,
): Promise<ParentAnnouncement[]> {
  const listed = await parents.list();
  const hear = await Promise.all(
    listed.map(({ id }) => redis.publish(keys.parent(id), "are you there")),
  );
  const deaf = listed.filter((_, i) => hear[i] === 0);
  await Promise.all(deaf.map(({ id }) => parents.withdraw(id)));
  return listed.flatMap(({ value }, i) => hear[i] > 0 ? toParent(value) ?? [] : []);
}

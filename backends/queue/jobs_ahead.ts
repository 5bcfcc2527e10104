/** How many jobs wait for each core: so many that none waits for Redis. @module */

/** Work that waits, in milliseconds: what a way to Redis and back takes under load. */
const AHEAD_MS = 20;
const MOST = 8;

/** The jobs ahead of each core, for the time that one takes. */
export function jobsAhead(jobMs: number): number {
  return Math.min(MOST, Math.max(1, Math.ceil(AHEAD_MS / Math.max(jobMs, 0.1))));
}

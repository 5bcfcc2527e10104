/** How many jobs a core has ahead of it: nothing to wait for, and little that another could do. @module */

/** Work that lies ahead of a core, in milliseconds: some times what a message takes. */
const AHEAD_MS = 20;
const MOST_AHEAD = 15;

/**
 * Short jobs for one core beyond the one that it works at; 0 if one is long enough.
 *
 * @param jobMs What a job takes, in milliseconds; Infinity while that is not known.
 */
export function jobsAhead(jobMs: number): number {
  return Math.min(MOST_AHEAD, Math.floor(AHEAD_MS / Math.max(jobMs, 1e-6)));
}

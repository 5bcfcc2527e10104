/** Which row is to blame for the deaths of workers. @module */

/**
 * Deaths of workers that evaluated nothing but the row until it is held to be the cause: fewer where
 * they cost much time, more where they cost little, so that bad luck is not taken for guilt.
 */
const DEATHS = 6;
const LONG_DEATHS = 3;
/** Together they took longer than this. */
const LONG_MS = 2000;

/** A death of a worker at a row. */
export interface DeathAtRow {
  /** The row was the first and only one of its worker. */
  readonly alone: boolean;
  readonly outOfMemory: boolean;
  /** Time since the worker got the row. */
  readonly ms: number;
  /** How often the row was started, this time included. */
  readonly attempt: number;
}

/** Counts deaths by row. */
export class Blame {
  readonly #alone = new Map<number, { readonly count: number; readonly ms: number }>();

  /** Notes a death; tells whether the row is the cause. Only deaths alone count. */
  isCause(row: number, { alone, outOfMemory, ms, attempt }: DeathAtRow): boolean {
    if (!alone) return false;
    const before = this.#alone.get(row) ?? { count: 0, ms: 0 };
    const deaths = { count: before.count + 1, ms: before.ms + ms };
    this.#alone.set(row, deaths);
    // A worker that says it is out of memory leaves little doubt.
    if (outOfMemory && attempt > 1) return true;
    return deaths.count >= (deaths.ms > LONG_MS ? LONG_DEATHS : DEATHS);
  }
}

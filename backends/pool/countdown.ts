/** Time limits that count only while this process runs. @module */
import type { Clock } from "./channel.ts";

/** Time for a message to arrive: what was said in time is heard before a limit is over. */
export const LATENCY_MS = 50;
/** A pause costs at most one tick of the limit. */
const TICKS = 10;
const SHORTEST_TICK_MS = 10;
/** Also far below what a timer can hold. */
const LONGEST_TICK_MS = 1000;

/**
 * Calls back once this process has run for `ms`: time in which it was stopped (Ctrl-Z, a paused
 * container, a laptop that sleeps) or too busy to listen costs one tick, whatever it lasts, and what
 * workers said meanwhile is heard first.
 *
 * @param ms The limit in milliseconds, of any size; may be Infinity.
 * @returns Cancels the countdown.
 */
export function countdown(clock: Clock, ms: number, done: () => void): () => void {
  const tickMs = Math.min(Math.max(ms / TICKS, SHORTEST_TICK_MS), LONGEST_TICK_MS);
  let leftMs = ms;
  let cancel = () => {};
  const arm = () => {
    const waitMs = Math.min(leftMs, tickMs);
    const startMs = clock.now();
    cancel = clock.after(waitMs, () => {
      const passedMs = clock.now() - startMs;
      const wasAway = passedMs > waitMs + LATENCY_MS;
      leftMs -= wasAway ? waitMs : Math.max(waitMs, passedMs);
      if (wasAway) leftMs = Math.max(leftMs, LATENCY_MS);
      if (leftMs > 0) arm();
      else done();
    });
  };
  arm();
  return () => cancel();
}

/** A worker that takes longer to start is worth a warning. */
export const SLOW_START_MS = 10_000;

/** Who is told. */
export interface StartLimitEvents {
  readonly slow: () => void;
  readonly late: () => void;
}

/** Tells of a start that is slow, then of one that is too late; the returned function cancels. */
export function limitStart(clock: Clock, limitMs: number, on: StartLimitEvents): () => void {
  const leftMs = limitMs - SLOW_START_MS;
  if (leftMs <= 0) return countdown(clock, limitMs, on.late);
  let cancel = countdown(clock, SLOW_START_MS, () => {
    cancel = countdown(clock, leftMs, on.late);
    on.slow();
  });
  return () => cancel();
}

/** The time that a worker may take to start. @module */
import type { Clock } from "./channel.ts";
import { countdown } from "./countdown.ts";

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

/** A worker's place in the pool: it stays while workers come and go. @module */
import type { Problem } from "../../spot/core/objective/problem.ts";
import type { Channel } from "./channel.ts";
import type { Job } from "./job.ts";

/** Rows under way on one worker. */
export interface Chunk {
  readonly id: number;
  readonly job: Job;
  readonly indices: readonly number[];
  /** 1 where the worker need not report any more: it has, or the row went to another worker. */
  readonly settled: Uint8Array;
  /** Number of rows that the worker has yet to report. */
  left: number;
  /** The worker had evaluated nothing before. */
  readonly fresh: boolean;
  /** Rows are reported one by one: the first that is missing was under way. */
  readonly careful: boolean;
  readonly sentMs: number;
  /** When the worker was last heard of. */
  heardMs: number;
  /** Nobody waits for these rows any more. */
  cancelled: boolean;
}

/** `opening` until the worker has understood its problem. */
export type SlotState = "closed" | "opening" | "idle" | "busy";

/** A worker that forgets its problem more often in turn is replaced. */
export const MOST_FORGOTTEN = 3;

/** A worker's place in the pool. */
export class Slot {
  readonly worker: number;
  state: SlotState = "closed";
  channel: Channel | undefined;
  problem: Problem | undefined;
  /** What names its problem. */
  digest = "";
  chunk: Chunk | undefined;
  /** The worker has not evaluated anything yet. */
  fresh = true;
  /** Problems sent that the worker has not answered yet. */
  unanswered = 0;
  /** How often in turn the worker did not have its rows' problem. */
  forgotten = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(worker: number) {
    this.worker = worker;
  }

  /** Replaces the timer of what the worker does now. */
  setTimer(cancel: (() => void) | undefined): void {
    this.#cancelTimer?.();
    this.#cancelTimer = cancel;
  }

  /** Forgets the worker; its events no longer count. */
  clear(): Chunk | undefined {
    const { chunk } = this;
    this.setTimer(undefined);
    [this.state, this.channel, this.problem, this.chunk] = [
      "closed",
      undefined,
      undefined,
      undefined,
    ];
    [this.fresh, this.unanswered, this.forgotten] = [true, 0, 0];
    return chunk;
  }
}

/** Notes that the worker need not report a row any more. */
export function settle(chunk: Chunk, position: number): void {
  if (chunk.settled[position] === 1) return;
  chunk.settled[position] = 1;
  chunk.left--;
}

/** The positions in a chunk that its worker has yet to report. */
export function unsettled({ indices, settled }: Chunk): number[] {
  return [...indices.keys()].filter((position) => settled[position] === 0);
}

/** Rows behind a long one go to a worker that has nothing to do. @module */
import type { Clock } from "./channel.ts";
import { type Chunk, settle, type Slot, unsettled } from "./slot.ts";

/** A worker that was silent for so long is holding up the rows behind its current one. */
const SILENT_MS = 50;

/** Watches workers for rows that others could take. */
export class Stealing {
  readonly #clock: Clock;
  readonly #onTaken: () => void;
  #cancel: (() => void) | undefined;

  /** @param onTaken Rows were given back to their jobs. */
  constructor(clock: Clock, onTaken: () => void) {
    [this.#clock, this.#onTaken] = [clock, onTaken];
  }

  /** Looks again once the first of the busy workers has been silent for long, if another one is free. */
  watch(slots: readonly Slot[]): void {
    this.stop();
    if (!slots.some(({ state }) => state === "idle" || state === "closed")) return;
    const dues = slots.flatMap(({ chunk }) => isDivisible(chunk) ? [chunk.heardMs] : []);
    if (dues.length === 0) return;
    const wait = Math.max(1, Math.min(...dues) + SILENT_MS - this.#clock.now());
    this.#cancel = this.#clock.after(wait, () => this.#steal(slots));
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #steal(slots: readonly Slot[]): void {
    const latest = this.#clock.now() - SILENT_MS;
    for (const { chunk, channel } of slots) {
      if (!isDivisible(chunk) || chunk.heardMs > latest) continue;
      const positions = unsettled(chunk);
      const end = positions[(positions.length + 1) >> 1];
      const taken = positions.filter((position) => position >= end);
      for (const position of taken) settle(chunk, position);
      channel?.post({ kind: "trim", chunk: chunk.id, end });
      chunk.job.giveBack(taken.map((position) => chunk.indices[position]));
    }
    this.#onTaken();
  }
}

function isDivisible(chunk: Chunk | undefined): chunk is Chunk {
  return chunk !== undefined && !chunk.cancelled && chunk.left > 1;
}

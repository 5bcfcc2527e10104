/** How many rows go to a worker at once. @module */

/** Work per message: long against a message's 0.05 ms, short against anyone's waiting. */
const TARGET_MS = 5;
/** A chunk is at most this many times the largest one whose cost is known. */
const GROWTH = 8;

/** Chooses chunk sizes by the measured cost of rows; the first rows go one at a time. */
export class ChunkSizer {
  #rowMs = Infinity;
  #largest = 0;

  /** @param rows Number of rows that together took `elapsedMs` of a worker's time. */
  record(rows: number, elapsedMs: number): void {
    if (rows === 0) return;
    const rowMs = elapsedMs / rows;
    this.#rowMs = this.#largest === 0 ? rowMs : (this.#rowMs + rowMs) / 2;
    this.#largest = Math.max(this.#largest, rows);
  }

  /**
   * @param waiting Rows that nobody works on yet.
   * @param workers Number of workers that share them.
   */
  next(waiting: number, workers: number): number {
    if (this.#largest === 0) return 1;
    const byCost = Math.floor(TARGET_MS / Math.max(this.#rowMs, 1e-6));
    const fairShare = Math.ceil(waiting / (2 * workers));
    return Math.max(1, Math.min(byCost, fairShare, GROWTH * this.#largest));
  }
}

/** Writes lines to the file of a row log, in order, now or when it can. @module */
import { messageOf } from "../../spot/core/options/message_of.ts";
import type { LogFile } from "./log_file.ts";

const SYNC_INTERVAL_MS = 1000;
const encoder = new TextEncoder();

/** Lines on their way to a file. What fails is tried again, from the byte where it failed. */
export class LogWriter {
  readonly file: LogFile;
  /** Texts that are not in the file yet, each as it was given. */
  readonly #waiting: Uint8Array[] = [];
  #isSynced = true;
  #syncedMs = performance.now();
  /** Why the last try failed. */
  failure: string | undefined;

  constructor(file: LogFile) {
    this.file = file;
  }

  /** How many of the texts that were given are not in the file. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Takes lines, newlines included. */
  add(lines: string): void {
    this.#waiting.push(encoder.encode(lines));
  }

  /**
   * Writes what waits, and makes it safe from a power failure now and then.
   *
   * @param isLast Make it safe now.
   * @returns Whether all is done; if not, `failure` says why.
   */
  flush(isLast = false): boolean {
    try {
      this.#writeWaiting();
      if (isLast || performance.now() - this.#syncedMs >= SYNC_INTERVAL_MS) this.#sync();
      this.failure = undefined;
    } catch (error) {
      this.failure = messageOf(error);
    }
    return this.failure === undefined;
  }

  /** A part of a line that is in the file already is completed, never repeated. */
  #writeWaiting(): void {
    while (this.#waiting.length > 0) {
      const count = this.file.append(this.#waiting[0]);
      if (count === 0) throw new Error("nothing could be written");
      this.#isSynced = false;
      this.#waiting[0] = this.#waiting[0].subarray(count);
      if (this.#waiting[0].length === 0) this.#waiting.shift();
    }
  }

  #sync(): void {
    if (this.#isSynced) return;
    this.file.sync();
    [this.#isSynced, this.#syncedMs] = [true, performance.now()];
  }
}

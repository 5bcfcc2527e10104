/** Takes in the state from which a row of a larger budget may go on. @module */
import { show } from "../options/options.ts";

/** Checkpoints are kept with their rows: they are bounded, in bytes. */
export const LARGEST_CHECKPOINT = 256 * 1024 * 1024;

/** The last checkpoint of a row. */
export class CheckpointSlot {
  #saved: Uint8Array | undefined;

  /** A copy of what was saved last. */
  get saved(): Uint8Array | undefined {
    return this.#saved;
  }

  /**
   * Takes in bytes, in the place of those before.
   *
   * @throws {TypeError | RangeError} If they are none, or too many.
   */
  save(bytes: Uint8Array): void {
    if (!(bytes instanceof Uint8Array)) {
      throw new TypeError(
        `Cannot save a checkpoint as it must be a Uint8Array: current value is ${show(bytes)}`,
      );
    }
    if (bytes.length > LARGEST_CHECKPOINT) {
      throw new RangeError(
        `Cannot save a checkpoint as it must have at most ${LARGEST_CHECKPOINT} bytes: current size is ${bytes.length}`,
      );
    }
    this.#saved = bytes.slice();
  }
}

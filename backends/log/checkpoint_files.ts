/** Checkpoints beside a row log: one file a row, in the folder `<log>.checkpoints`. @module */
import { messageOf } from "../../spot/core/options/message_of.ts";
import { crc32 } from "node:zlib";

/** What the log says of a checkpoint. */
export interface CheckpointReference {
  readonly bytes: number;
  readonly crc32: number;
}

/** The folder of a log's checkpoints. */
export const checkpointFolder = (log: string): string => `${log}.checkpoints`;

/** Keeps the checkpoints of a log; what goes wrong is told as a notice, and costs no row. */
export class CheckpointFiles {
  readonly #folder: string;
  readonly #notice: (message: string) => void;

  /** @param notice Told of what could not be kept or found. */
  constructor(log: string, notice: (message: string) => void) {
    [this.#folder, this.#notice] = [checkpointFolder(log), notice];
  }

  /** Keeps a row's checkpoint; undefined if it cannot be written. */
  save(row: number, bytes: Uint8Array): CheckpointReference | undefined {
    const path = `${this.#folder}/${row}`;
    try {
      Deno.mkdirSync(this.#folder, { recursive: true });
      // Never a part of one under its name.
      Deno.writeFileSync(`${path}.new`, bytes);
      Deno.renameSync(`${path}.new`, path);
      return { bytes: bytes.length, crc32: crc32(bytes) };
    } catch (error) {
      this.#notice(`The checkpoint '${path}' cannot be written (${messageOf(error)}): ${LOST}`);
    }
  }

  /** Reads a row's checkpoint; undefined if it is not there, or not as it was. */
  load(row: number, reference: CheckpointReference): Uint8Array | undefined {
    const path = `${this.#folder}/${row}`;
    try {
      const bytes = Deno.readFileSync(path);
      if (bytes.length === reference.bytes && crc32(bytes) === reference.crc32) return bytes;
      throw new Error("it is not what was saved");
    } catch (error) {
      this.#notice(`The checkpoint '${path}' cannot be read (${messageOf(error)}): ${LOST}`);
    }
  }
}

const LOST = "a row that goes on from it begins anew";

/**
 * Tapes: calls of routines that are recorded once and then played by one call, which spares the way into
 * WebAssembly for each, and every thread the compiling of all that leads there.
 *
 * @module
 */
import { type Exports, routinesAt } from "./linear_memory.ts";

/** Routines that record calls instead of computing; operands are integers of 32 bits. */
export interface Recorder<Name extends string> {
  readonly routines: Exports<Name>;
  /** Ends a tape: for each call since the last one the routine's number and the operands. */
  takeTape(): number[];
}

/**
 * Makes a recorder.
 *
 * @param names The first routines of a module, in its order.
 * @param given How many operands, the first ones of every call, are left out: who plays gives them.
 */
export function createRecorder<Name extends string>(
  names: readonly Name[],
  given: number,
): Recorder<Name> {
  let words: number[] = [];
  const recording = (number: number) => (...operands: number[]) => {
    words.push(number);
    for (let i = given; i < operands.length; i++) words.push(operands[i]);
    return 0;
  };
  return {
    routines: Object.fromEntries(names.map((name, i) => [name, recording(i)])) as Exports<Name>,
    takeTape() {
      const tape = words;
      words = [];
      return tape;
    },
  };
}

/** How many numbers of an array a tape takes. */
export function tapeSize({ length }: readonly number[]): number {
  return Math.ceil(length / 2);
}

/** A tape in the memory of a module that has a player of it: see _tape_wasm.ts. */
export class Tape {
  readonly #routines: Exports<"play"> | undefined;
  readonly #place: number;
  readonly #count: number;

  /** Writes what was recorded into an array of {@linkcode tapeSize}. */
  constructor(words: readonly number[], array: Float64Array) {
    const { buffer, byteOffset } = array;
    new Int32Array(buffer, byteOffset, words.length).set(words);
    this.#routines = routinesAt(array);
    this.#place = byteOffset;
    this.#count = words.length;
  }

  /**
   * Makes all calls.
   *
   * @throws {Error} If the tape is not where routines compute.
   */
  play(...given: readonly number[]): void {
    if (!this.#routines) {
      throw new Error("Cannot play a tape as there are no routines at its array");
    }
    this.#routines.play(...given, this.#place, this.#count);
  }
}

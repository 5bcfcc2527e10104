/**
 * Tapes: calls of routines that are recorded once and then played by one call, which spares the way into
 * WebAssembly for each, and every thread the compiling of all that leads there.
 *
 * @module
 */
import { type Exports, routinesAt } from "./linear_memory.ts";

/**
 * Records calls instead of making them. Operands are integers of 32 bits; the first ones, the same in all
 * calls, are left out and given by who plays.
 *
 * @param names The first routines of a module, in its order.
 * @param given How many operands are left out.
 * @returns For each call the routine's number and the operands.
 */
export function recordTape<Name extends string>(
  names: readonly Name[],
  given: number,
  run: (routines: Exports<Name>) => void,
): number[] {
  const words: number[] = [];
  const record = (name: Name, number: number) =>
    [name, (...operands: number[]) => words.push(number, ...operands.slice(given))] as const;
  run(Object.fromEntries(names.map(record)) as Exports<Name>);
  return words;
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

  /** Makes all calls; for an array that is where routines compute. */
  play(...given: readonly number[]): void {
    this.#routines?.play(...given, this.#place, this.#count);
  }
}

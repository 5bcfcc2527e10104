/**
 * Arrays in WebAssembly's memory, and the routines that may compute there.
 *
 * Where WebAssembly or its instructions on vectors are missing, or memory is refused, arrays are ordinary ones,
 * and nobody finds routines for them: whoever computes has a plain loop for that, with the same results.
 *
 * @module
 */
import { lessBits, locals, routine, set } from "./assembler.ts";
import { assemble, type Routine } from "./module_bytes.ts";

const PAGE = 65536;
/** Arrays begin at multiples of a vector; one more vector may be read after each. */
const ALIGNMENT = 16;
const LEAST = 1024 * 1024;
/** A larger memory is not kept. */
const MOST_KEPT = 64 * 1024 * 1024;

/** Routines: places are numbers of bytes, as `byteOffset` has them. */
export type Exports = Readonly<Record<string, (...operands: number[]) => number>>;

const exportsOf = new WeakMap<ArrayBufferLike, Exports>();

/** The routines of the memory in which all these arrays are, if they are in one. */
export function routinesAt<K extends string>(
  ...arrays: readonly [Float64Array, ...Float64Array[]]
): Readonly<Record<K, Exports[string]>> | undefined {
  const [{ buffer }] = arrays;
  return arrays.every((array) => array.buffer === buffer) ? exportsOf.get(buffer) : undefined;
}

/** Memory for arrays that routines compute on. */
export interface LinearMemory {
  /**
   * Makes arrays in one memory, of the given lengths. Within {@linkcode scope} they may hold anything; else
   * zeros, in a memory of their own, and live as long as they are held.
   */
  arrays<L extends readonly number[]>(lengths: L): { -readonly [i in keyof L]: Float64Array };
  /** Arrays that are made within are given up at its end: their memory is used again. */
  scope<T>(run: () => T): T;
}

interface Slab {
  readonly buffer: ArrayBufferLike;
  /** Where the next array begins. */
  top: number;
}

/**
 * A thread's memory for a set of routines, which are assembled when the first array is made.
 *
 * @param routines Makes them.
 * @param constants What they read from place 0 on.
 */
export function createLinearMemory(
  routines: () => Readonly<Record<string, Routine>>,
  constants: readonly number[] = [],
): LinearMemory {
  let module: WebAssembly.Module | undefined;
  let scratch: Slab = { buffer: new ArrayBuffer(0), top: 0 };
  let depth = 0;
  const first = aligned(8 * constants.length);
  const makeSlab = (bytes: number): Slab => {
    module ??= new WebAssembly.Module(assemble(routines(), constants));
    const memory = new WebAssembly.Memory({ initial: Math.ceil((first + bytes) / PAGE) });
    const instance = new WebAssembly.Instance(module, { memory: { memory } });
    exportsOf.set(memory.buffer, instance.exports as Exports);
    return { buffer: memory.buffer, top: first };
  };
  const slabFor = (bytes: number): Slab => {
    if (depth === 0) return makeSlab(bytes);
    if (scratch.top + bytes <= scratch.buffer.byteLength) return scratch;
    const larger = makeSlab(
      Math.max(LEAST, bytes, Math.min(MOST_KEPT, 2 * scratch.buffer.byteLength)),
    );
    return scratch = larger;
  };
  const within = (slab: Slab, length: number) => {
    const array = new Float64Array(slab.buffer, slab.top, length);
    slab.top += aligned(8 * length);
    return array;
  };
  return {
    arrays<L extends readonly number[]>(lengths: L) {
      const bytes = lengths.reduce((sum, length) => sum + aligned(8 * length), 0);
      const slab = hasVectors() ? attempt(() => slabFor(bytes)) : undefined;
      const arrays = lengths.map((length) =>
        slab ? within(slab, length) : new Float64Array(length)
      );
      return arrays as { -readonly [i in keyof L]: Float64Array };
    },
    scope(run) {
      const [slab, top] = [scratch, scratch.top];
      depth++;
      try {
        return run();
      } finally {
        depth--;
        scratch.top = scratch === slab ? top : first;
        if (depth === 0 && scratch.buffer.byteLength > MOST_KEPT) {
          scratch = { buffer: new ArrayBuffer(0), top: 0 };
        }
      }
    },
  };
}

const aligned = (bytes: number) => (Math.ceil(bytes / ALIGNMENT) + 1) * ALIGNMENT;

let known: boolean | undefined;
/** Whether this engine has WebAssembly with instructions on vectors. */
function hasVectors(): boolean {
  const probe = () => {
    const [x] = locals("f64x2");
    return assemble({ probe: routine({}, () => set(x, lessBits(x, 1))) });
  };
  return known ??= typeof WebAssembly === "object" && WebAssembly.validate(probe());
}

/** Undefined where memory is refused. */
function attempt(make: () => Slab): Slab | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

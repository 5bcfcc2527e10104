/**
 * Arrays in WebAssembly's memory, and the routines that may compute on them.
 *
 * Where WebAssembly or its instructions on vectors are missing, or the machine's order of bytes is not its own,
 * or memory is refused, arrays are ordinary ones, and nobody finds routines for them: whoever computes has a
 * plain loop for that, with the same results.
 *
 * @module
 */
import { isLittleEndian } from "../exact/byte_order.ts";
import { assemble, type Routine } from "./module_bytes.ts";

const PAGE = 65536;
/** Arrays begin at multiples of a vector. One more vector may be read after each. */
const VECTOR = 16;
/** A thread's memory has at least so many bytes, and is not kept if it has more than so many. */
const LEAST = 1024 * 1024;
const MOST_KEPT = 64 * LEAST;

/** Routines of a module. Places are numbers of bytes, as `byteOffset` has them. */
type Exports<Name extends string> = Readonly<Record<Name, (...operands: number[]) => number>>;

const exportsOf = new WeakMap<ArrayBufferLike, Exports<string>>();

/** The routines of the memory in which all these arrays are, if they are in one. */
export function routinesAt<Name extends string>(
  ...arrays: readonly [Float64Array, ...Float64Array[]]
): Exports<Name> | undefined {
  const [{ buffer }] = arrays;
  return arrays.every((array) => array.buffer === buffer) ? exportsOf.get(buffer) : undefined;
}

/** Where arrays are in memory, in their order. */
export function placesOf(arrays: readonly Float64Array[]): number[] {
  return arrays.map(({ byteOffset }) => byteOffset);
}

/** Memory for arrays that routines compute on. */
export interface LinearMemory {
  /**
   * Makes arrays of the given lengths, all in one memory. Outside of every {@linkcode scope} they hold zeros and
   * live as long as they are held; within one they may hold anything.
   */
  arrays<L extends readonly number[]>(lengths: L): { -readonly [i in keyof L]: Float64Array };
  /** Runs what makes arrays; they are given up at its end, and their memory is used again. */
  scope<T>(run: () => T): T;
}

/** A memory, of which a part is in use. */
interface Slab {
  readonly buffer: ArrayBufferLike;
  top: number;
}

const nothing = (): Slab => ({ buffer: new ArrayBuffer(0), top: 0 });

/**
 * Makes a thread's memory for some routines, which are assembled with the first array.
 *
 * @param constants What the routines read from place 0 on.
 */
export function createLinearMemory(
  routines: Readonly<Record<string, Routine>>,
  constants: readonly number[] = [],
): LinearMemory {
  const first = sizeOf(constants.length);
  let module: WebAssembly.Module | undefined;
  let isMissing = typeof WebAssembly !== "object" || !isLittleEndian;
  let kept = nothing();
  let depth = 0;
  const makeSlab = (bytes: number): Slab => {
    module ??= new WebAssembly.Module(assemble(routines, constants));
    const memory = new WebAssembly.Memory({ initial: Math.ceil((first + bytes) / PAGE) });
    const { exports } = new WebAssembly.Instance(module, { memory: { memory } });
    exportsOf.set(memory.buffer, exports as Exports<string>);
    return { buffer: memory.buffer, top: first };
  };
  const slabFor = (bytes: number): Slab => {
    if (depth === 0) return makeSlab(bytes);
    if (kept.top + bytes <= kept.buffer.byteLength) return kept;
    // Arrays in the smaller one stay where they are.
    const larger = Math.max(LEAST, Math.min(MOST_KEPT, 2 * kept.buffer.byteLength));
    return kept = makeSlab(Math.max(bytes, larger));
  };
  /** Undefined where there is no WebAssembly, or none with vectors, or no memory left. */
  const slabUnlessRefused = (bytes: number): Slab | undefined => {
    try {
      return isMissing ? undefined : slabFor(bytes);
    } catch (error) {
      isMissing = error instanceof WebAssembly.CompileError;
      if (isMissing || error instanceof RangeError) return undefined;
      throw error;
    }
  };
  return {
    arrays<L extends readonly number[]>(lengths: L) {
      const bytes = lengths.reduce((sum, length) => sum + sizeOf(length), 0);
      const slab = slabUnlessRefused(bytes);
      const arrays = lengths.map((length) => {
        if (!slab) return new Float64Array(length);
        const array = new Float64Array(slab.buffer, slab.top, length);
        slab.top += sizeOf(length);
        return array;
      });
      return arrays as { -readonly [i in keyof L]: Float64Array };
    },
    scope(run) {
      const [before, top] = [kept, kept.top];
      depth++;
      try {
        return run();
      } finally {
        depth--;
        kept.top = kept === before ? top : first;
        if (depth === 0 && kept.buffer.byteLength > MOST_KEPT + PAGE) kept = nothing();
      }
    },
  };
}

/** The bytes that an array takes. */
function sizeOf(length: number): number {
  return (Math.ceil(8 * length / VECTOR) + 1) * VECTOR;
}

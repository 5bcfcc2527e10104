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

const PAGE = 65536;
/** Arrays begin at multiples of a vector. One more vector may be read after each. */
const VECTOR = 16;
/**
 * A memory has at least so many bytes: each takes 4 GiB of the process's addresses until it is collected, so
 * that small arrays share one. That of scopes is not kept if it has more than so many.
 */
const LEAST = 1024 * 1024;
const MOST_KEPT = 64 * LEAST;
/** What places of 32 bits reach. */
const MOST = 0x1_0000_0000;

/** Routines of a module. Places are numbers of bytes, as `byteOffset` has them. */
export type Exports<Name extends string> = Readonly<
  Record<Name, (...operands: number[]) => number>
>;

/** A memory, of which a part is in use. */
interface Slab {
  readonly buffer: ArrayBufferLike;
  readonly exports?: Exports<string>;
  top: number;
  readonly end: number;
  /** What arrays outside of scopes, and those beside them, have of it. */
  readonly parts: Slab[];
}

const slabOf = new WeakMap<ArrayBufferLike, Slab>();

/** The routines of the memory in which all these arrays are, if they are in one. */
export function routinesAt<Name extends string>(
  ...arrays: readonly [Float64Array, ...Float64Array[]]
): Exports<Name> | undefined {
  const [{ buffer }] = arrays;
  return arrays.every((array) => array.buffer === buffer) ? slabOf.get(buffer)?.exports : undefined;
}

/** Where arrays are in memory, in their order. */
export function placesOf(arrays: readonly Float64Array[]): number[] {
  return arrays.map(({ byteOffset }) => byteOffset);
}

/** Makes arrays of zeros in the memory of another one, in the room that was left for them there, if any. */
export function arraysBeside<L extends readonly number[]>(
  { buffer, byteOffset }: Float64Array,
  lengths: L,
): Arrays<L> {
  const slab = slabOf.get(buffer);
  // Parts follow each other.
  return take(slab?.parts.find(({ end }) => byteOffset < end) ?? slab, lengths);
}

type Arrays<L extends readonly number[]> = { -readonly [i in keyof L]: Float64Array };

/** Takes arrays from a memory; ordinary ones where there is none, or no room. */
function take<L extends readonly number[]>(slab: Slab | undefined, lengths: L): Arrays<L> {
  const arrays = lengths.map((length) => {
    const start = slab?.top ?? 0;
    if (!slab || start + sizeOf(length) > slab.end) return new Float64Array(length);
    slab.top += sizeOf(length);
    return new Float64Array(slab.buffer, start, length);
  });
  return arrays as Arrays<L>;
}

/** Memory for arrays that routines compute on. */
export interface LinearMemory {
  /**
   * Makes arrays of the given lengths, all in one memory. Outside of every {@linkcode scope} they hold zeros and
   * live as long as they are held; within one they may hold anything.
   *
   * @param room The lengths of arrays that {@linkcode arraysBeside} may make later.
   */
  arrays<L extends readonly number[]>(lengths: L, room?: readonly number[]): Arrays<L>;
  /** Runs what makes arrays; they are given up at its end, and their memory is used again. */
  scope<T>(run: () => T): T;
}

const nothing = (): Slab => ({ buffer: new ArrayBuffer(0), top: 0, end: 0, parts: [] });

/**
 * Makes a thread's memory for a module's routines.
 *
 * @param makeModule Makes the module's bytes, as assemble() does; called with the first array.
 * @param constants What the routines read from place 0 on.
 */
export function createLinearMemory(
  makeModule: () => BufferSource,
  constants: readonly number[] = [],
): LinearMemory {
  const first = sizeOf(constants.length);
  let module: WebAssembly.Module | undefined;
  let isMissing = typeof WebAssembly !== "object" || !isLittleEndian;
  let shared = nothing();
  let kept = nothing();
  let depth = 0;
  const makeSlab = (bytes: number): Slab => {
    module ??= new WebAssembly.Module(makeModule());
    const memory = new WebAssembly.Memory({ initial: Math.ceil((first + bytes) / PAGE) });
    const instance = new WebAssembly.Instance(module, { memory: { memory } });
    // Copied, those of all memories have one shape: code that was compiled for one is right for all.
    const exports = { ...instance.exports } as Exports<string>;
    new Float64Array(memory.buffer).set(constants);
    const { buffer } = memory;
    const end = buffer.byteLength;
    const slab = { buffer, exports, top: first, end, parts: [] };
    slabOf.set(memory.buffer, slab);
    return slab;
  };
  /** A part of a memory that nobody else has, of zeros. */
  const partOf = (bytes: number): Slab => {
    if (bytes > LEAST) return makeSlab(bytes);
    if (shared.top + bytes > shared.end) shared = makeSlab(LEAST);
    const part = { ...shared, end: shared.top + bytes };
    shared.top += bytes;
    shared.parts.push(part);
    return part;
  };
  const slabFor = (bytes: number): Slab => {
    if (depth === 0) return partOf(bytes);
    if (kept.top + bytes <= kept.end) return kept;
    // Arrays in the smaller one stay where they are.
    const larger = Math.max(LEAST, Math.min(MOST_KEPT, 2 * kept.buffer.byteLength));
    return kept = makeSlab(Math.max(bytes, larger));
  };
  /** Undefined where there is no WebAssembly, or none with vectors, or no memory left. */
  const slabUnlessRefused = (bytes: number): Slab | undefined => {
    try {
      return isMissing || first + bytes > MOST ? undefined : slabFor(bytes);
    } catch (error) {
      isMissing = error instanceof WebAssembly.CompileError;
      if (isMissing || error instanceof RangeError) return undefined;
      throw error;
    }
  };
  return {
    arrays(lengths, room = []) {
      const bytes = [...lengths, ...room].reduce((sum, length) => sum + sizeOf(length), 0);
      return take(slabUnlessRefused(bytes), lengths);
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

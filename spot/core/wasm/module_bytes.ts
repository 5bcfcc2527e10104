/**
 * The bytes of a WebAssembly module. Here and in assembler.ts bytes are put together as text, a character for
 * each: text is joined quickly, however deeply nested.
 *
 * @see WebAssembly Core Specification, chapter 5, "Binary Format":
 * https://webassembly.github.io/spec/core/binary/
 *
 * @module
 */

/** A function of a module; types stand by their bytes. */
export interface RoutineBytes {
  readonly parameters: string;
  readonly results: string;
  readonly locals: string;
  /** Instructions, the closing `end` left out. */
  readonly code: string;
}

/** Makes a routine's bytes. */
export type Routine = () => RoutineBytes;

/** Bytes as text. */
export const bytes = String.fromCharCode;

/** An unsigned integer in LEB128: seven bits a byte, the lowest first. */
export function unsigned(value: number): string {
  return value < 0x80 ? bytes(value) : bytes(value & 0x7f | 0x80) + unsigned(value >>> 7);
}

/** A signed integer of 32 bits in LEB128. */
export function signed(value: number): string {
  const isShort = value >= -0x40 && value < 0x40;
  return isShort ? bytes(value & 0x7f) : bytes(value & 0x7f | 0x80) + signed(value >> 7);
}

/** A float64, its lowest byte first. */
export function float64(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return bytes(...new Uint8Array(view.buffer));
}

const sized = (content: string) => unsigned(content.length) + content;
const vector = (items: readonly string[]) => unsigned(items.length) + items.join("");
const section = (id: number, items: readonly string[]) => bytes(id) + sized(vector(items));

/**
 * The bytes of a module that imports `memory.memory` and exports routines by their names, in ASCII.
 *
 * @param constants Numbers that stand at the memory's beginning once the module is instantiated.
 */
export function assemble(
  routines: Readonly<Record<string, Routine>>,
  constants: readonly number[] = [],
): Uint8Array<ArrayBuffer> {
  const all = Object.values(routines).map((make) => make());
  const types = all.map(({ parameters, results }) =>
    bytes(0x60) + sized(parameters) + sized(results)
  );
  const memory = sized("memory") + sized("memory") + bytes(2, 0, 0);
  const names = Object.keys(routines).map((name, i) => sized(name) + bytes(0) + unsigned(i));
  const bodies = all.map(({ locals, code }) =>
    sized(vector([...locals].map((type) => bytes(1) + type)) + code + bytes(0x0b))
  );
  const data = bytes(0, 0x41, 0, 0x0b) + sized(constants.map(float64).join(""));
  const text = "\0asm" + bytes(1, 0, 0, 0) + section(1, types) + section(2, [memory]) +
    section(3, all.map((_, i) => unsigned(i))) + section(7, names) + section(10, bodies) +
    section(11, [data]);
  return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

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

const view = new DataView(new ArrayBuffer(8));
const viewed = new Uint8Array(view.buffer);

/** A float64, its lowest byte first. */
export function float64(value: number): string {
  view.setFloat64(0, value, true);
  return bytes(...viewed);
}

/** How many of each type follow each other. */
function runsOf(types: string): string[] {
  const runs = types.match(/(.)\1*/gs) ?? [];
  return runs.map((run) => unsigned(run.length) + run[0]);
}

const sized = (content: string) => unsigned(content.length) + content;
const vector = (items: readonly string[]) => unsigned(items.length) + items.join("");
const section = (id: number, items: readonly string[]) => bytes(id) + sized(vector(items));

/** The bytes of a module that imports `memory.memory` and exports routines by their names, in ASCII. */
export function assemble(routines: Readonly<Record<string, Routine>>): Uint8Array<ArrayBuffer> {
  const all = Object.values(routines).map((make) => make());
  const types = all.map(({ parameters, results }) =>
    bytes(0x60) + sized(parameters) + sized(results)
  );
  const memory = sized("memory") + sized("memory") + bytes(2, 0, 0);
  const names = Object.keys(routines).map((name, i) => sized(name) + bytes(0) + unsigned(i));
  const bodies = all.map(({ locals, code }) => sized(vector(runsOf(locals)) + code + bytes(0x0b)));
  const text = "\0asm" + bytes(1, 0, 0, 0) + section(1, types) + section(2, [memory]) +
    section(3, all.map((_, i) => unsigned(i))) + section(7, names) + section(10, bodies);
  const module = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) module[i] = text.charCodeAt(i);
  return module;
}

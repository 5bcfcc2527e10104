/**
 * The bytes of a WebAssembly module.
 *
 * @see WebAssembly Core Specification, chapter 5, "Binary Format":
 * https://webassembly.github.io/spec/core/binary/
 *
 * @module
 */

/** A function of a module; types stand by their bytes. */
export interface Routine {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  readonly locals: readonly number[];
  /** Instructions, the closing `end` left out. */
  readonly code: readonly number[];
}

/** An unsigned integer in LEB128: seven bits a byte, the lowest first. */
export function unsigned(value: number): number[] {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 0x80)) bytes.push(value % 0x80 | 0x80);
  return [...bytes, value];
}

/** A signed integer of 32 bits in LEB128. */
export function signed(value: number): number[] {
  const bytes = [];
  for (; value < -0x40 || value > 0x3f; value >>= 7) bytes.push(value & 0x7f | 0x80);
  return [...bytes, value & 0x7f];
}

/** A float64, its lowest byte first. */
export function float64(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
}

const vector = (items: readonly (readonly number[])[]) => [
  ...unsigned(items.length),
  ...items.flat(),
];
const sized = (bytes: readonly number[]) => [...unsigned(bytes.length), ...bytes];
const text = (value: string) => sized([...new TextEncoder().encode(value)]);
const section = (id: number, items: readonly (readonly number[])[]) => [
  id,
  ...sized(vector(items)),
];

/**
 * A module that imports `memory.memory` and exports routines by their names.
 *
 * @param constants Numbers that stand at the memory's beginning once the module is instantiated.
 */
export function assemble(
  routines: Readonly<Record<string, Routine>>,
  constants: readonly number[] = [],
): Uint8Array<ArrayBuffer> {
  const bodies = Object.values(routines);
  const types = bodies.map(({ parameters, results }) => [
    ...[0x60, ...sized(parameters), ...sized(results)],
  ]);
  const memory = [...text("memory"), ...text("memory"), 0x02, 0x00, 0x00];
  const exported = Object.keys(routines).map((name, i) => [...text(name), 0x00, ...unsigned(i)]);
  const codes = bodies.map(({ locals, code }) =>
    sized([...vector(locals.map((type) => [1, type])), ...code, 0x0b])
  );
  const data = [0x00, 0x41, 0x00, 0x0b, ...sized(constants.flatMap(float64))];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(2, [memory]),
    ...section(3, bodies.map((_, i) => unsigned(i))),
    ...section(7, exported),
    ...section(10, codes),
    ...section(11, [data]),
  ]);
}

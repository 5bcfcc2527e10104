/**
 * States of networks as safetensors, the format that PyTorch's users exchange weights in: an 8-byte
 * length, a JSON header of that length, then the tensors' bytes, all little-endian.
 *
 * @see The format's description, https://huggingface.co/docs/safetensors
 *
 * @module
 */
import {
  choice,
  clip,
  type OptionTable,
  resolveOptions,
  show,
} from "../../core/options/options.ts";
import {
  type FlatTensor,
  flattenState,
  isBatchCounter,
  type ReadonlyStateDict,
  type StateDict,
} from "../state_dict.ts";
import { METADATA, readHeader, type TensorInfo } from "./_safetensors_header.ts";

/** `F64` keeps every bit; `F32` halves the file and rounds. */
export type FloatType = "F64" | "F32";

/** Options of {@linkcode encodeSafetensors}. */
export interface EncodeSafetensorsOptions {
  /** The numbers' type in the file. @default {"F64"} */
  readonly dtype?: FloatType;
}

const ACTION = "write safetensors";
const table = {
  dtype: { kind: choice(["F64", "F32"]), default: "F64" },
} satisfies OptionTable<EncodeSafetensorsOptions>;

/**
 * Encodes a state.
 *
 * @param state Vectors and matrices by name; PyTorch's counters of batches are left out.
 * @returns The file's bytes.
 * @throws {TypeError} If an entry is not a vector or matrix of numbers.
 * @throws {RangeError} If a finite number is too large for F32.
 */
export function encodeSafetensors(
  state: ReadonlyStateDict,
  options: EncodeSafetensorsOptions = {},
): Uint8Array<ArrayBuffer> {
  const { dtype } = resolveOptions(ACTION, table, options);
  const tensors = flattenState(state, ACTION);
  if (tensors.some(({ name }) => name === METADATA)) {
    throw new TypeError(`Cannot ${ACTION} as no entry may be named '${METADATA}': there is one`);
  }
  const header = makeHeader(tensors, dtype);
  const count = tensors.reduce((sum, { values }) => sum + values.length, 0);
  const bytes = new Uint8Array(8 + header.length + count * byteSize(dtype));
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let offset = 8 + header.length;
  for (const tensor of tensors) offset = writeTensor(view, offset, tensor, dtype);
  return bytes;
}

/**
 * Decodes a state; PyTorch's counters of batches are left out.
 *
 * @param bytes The file's bytes.
 * @returns Vectors and matrices of numbers by name, in the order of the file.
 * @throws {SyntaxError} If the bytes are not a safetensors file; says where it is damaged.
 * @throws {TypeError} If a tensor is neither F64 nor F32, or neither vector nor matrix.
 */
export function decodeSafetensors(bytes: Uint8Array): StateDict {
  const { tensors, start } = readHeader(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = tensors
    .filter(({ name }) => !isBatchCounter(name))
    .map((info) => [info.name, readTensor(view, start, info)] as const);
  return Object.fromEntries(entries);
}

function byteSize(dtype: FloatType): number {
  return dtype === "F64" ? 8 : 4;
}

/** The header, padded with spaces so that the numbers start at a multiple of 8. */
function makeHeader(tensors: readonly FlatTensor[], dtype: FloatType): Uint8Array {
  let end = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const begin = end;
    end += values.length * byteSize(dtype);
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify(Object.fromEntries([[METADATA, { format: "pt" }], ...entries]));
  const length = new TextEncoder().encode(json).length;
  return new TextEncoder().encode(json + " ".repeat((8 - (length % 8)) % 8));
}

function writeTensor(
  view: DataView,
  start: number,
  { name, values }: FlatTensor,
  dtype: FloatType,
): number {
  let offset = start;
  for (const value of values) {
    if (dtype === "F64") view.setFloat64(offset, value, true);
    else view.setFloat32(offset, toFloat32(value, name), true);
    offset += byteSize(dtype);
  }
  return offset;
}

function toFloat32(value: number, name: string): number {
  const rounded = Math.fround(value);
  if (Number.isFinite(rounded) || !Number.isFinite(value)) return rounded;
  throw new RangeError(
    `Cannot ${ACTION} as '${clip(name)}' must fit the type F32: current value is ${value}; use F64`,
  );
}

function readTensor(view: DataView, start: number, info: TensorInfo): number[] | number[][] {
  const { name, dtype, shape, begin } = info;
  if (dtype !== "F64" && dtype !== "F32") {
    throw new TypeError(
      `Cannot read safetensors as '${
        clip(name)
      }' must be of type F64 or F32: current type is ${dtype}`,
    );
  }
  // Rows without columns cost no bytes: a damaged header could ask for any number of them.
  const hasNoColumns = shape.length === 2 && shape[0] > 0 && shape[1] === 0;
  if (hasNoColumns || (shape.length !== 1 && shape.length !== 2)) {
    throw new TypeError(
      `Cannot read safetensors as '${clip(name)}' must be a vector or a matrix of at least one ` +
        `column: current shape is ${show(shape)}`,
    );
  }
  const readAt = (offset: number) =>
    dtype === "F64" ? view.getFloat64(offset, true) : view.getFloat32(offset, true);
  const [columns] = shape.slice(-1);
  const readRow = (row: number) =>
    Array.from(
      { length: columns },
      (_, column) => readAt(start + begin + (row * columns + column) * byteSize(dtype)),
    );
  return shape.length === 1
    ? readRow(0)
    : Array.from({ length: shape[0] }, (_, row) => readRow(row));
}

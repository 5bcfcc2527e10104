/** The header of a safetensors file, read strictly. @module */
import { clip, show } from "../../core/options/options.ts";
import { foreignFormat } from "./_foreign_format.ts";

/** What the header says of one tensor. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte and the byte after the last, counted from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

/** A header and where the tensors' bytes start. */
export interface Header {
  readonly tensors: readonly TensorInfo[];
  readonly start: number;
}

/** The header's entry that is not a tensor. */
export const METADATA = "__metadata__";

/** The format's own limit on the header. */
const LARGEST_HEADER = 100_000_000;

const BYTES: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};

/**
 * Reads and checks a header: the tensors must fill the rest of the file without gap or overlap.
 *
 * @throws {SyntaxError} If the file is damaged.
 */
export function readHeader(bytes: Uint8Array): Header {
  const start = 8 + readLength(bytes);
  const header = parseHeader(bytes.subarray(8, start));
  const tensors = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => readInfo(name, value));
  checkLayout(tensors, bytes.length - start);
  return { tensors, start };
}

function refuse(rule: string): never {
  throw new SyntaxError(`Cannot read safetensors as ${rule}`);
}

function readLength(bytes: Uint8Array): number {
  if (bytes.length < 8) {
    refuse(`the file must start with the header's length in 8 bytes: it has ${bytes.length} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  // A length that fits may look like another format by chance; only one that does not fit tells.
  const isTooLong = length > BigInt(Math.min(LARGEST_HEADER, bytes.length - 8));
  const foreign = isTooLong ? foreignFormat(bytes) ?? jsonFormat(bytes) : undefined;
  if (foreign !== undefined) refuse(`the file must be one: it is ${foreign}`);
  if (length > BigInt(LARGEST_HEADER)) {
    refuse(`the header must have at most ${LARGEST_HEADER} bytes: its length is ${length}`);
  }
  if (length > BigInt(bytes.length - 8)) {
    refuse(
      `the file must hold its whole header: the header's length is ${length}, ` +
        `but ${bytes.length - 8} bytes follow`,
    );
  }
  return Number(length);
}

function jsonFormat([first]: Uint8Array): string | undefined {
  return first === 0x7b ? "JSON: name it .json" : undefined;
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const header: unknown = JSON.parse(text);
    if (typeof header === "object" && header !== null && !Array.isArray(header)) {
      return header as Record<string, unknown>;
    }
  } catch (cause) {
    throw new SyntaxError("Cannot read safetensors as the header must be JSON: it is not", {
      cause,
    });
  }
  refuse("the header must be a JSON object: it is not");
}

function readInfo(name: string, value: unknown): TensorInfo {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !Object.hasOwn(BYTES, dtype)) {
    const known = Object.keys(BYTES).join(", ");
    refuse(`'${clip(name)}' must have one of the dtypes ${known}: current value is ${show(dtype)}`);
  }
  if (!isCounts(shape)) {
    refuse(
      `'${clip(name)}' must have a shape of integers of at least 0: current value is ${
        show(shape)
      }`,
    );
  }
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    refuse(
      `'${clip(name)}' must have two ascending data_offsets, integers of at least 0: ` +
        `current value is ${show(offsets)}`,
    );
  }
  const [begin, end] = offsets;
  const size = shape.reduce((product, length) => product * length, BYTES[dtype]);
  if (end - begin !== size) {
    refuse(
      `'${clip(name)}' of shape ${show(shape)} must have ${size} bytes: it has ${end - begin}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && entry >= 0);
}

function checkLayout(tensors: readonly TensorInfo[], available: number): void {
  let end = 0;
  let before = "the header";
  for (const tensor of [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (tensor.begin !== end) {
      const fault = tensor.begin < end ? "overlap" : "leave a gap";
      refuse(`tensors must follow each other: ${before} and '${clip(tensor.name)}' ${fault}`);
    }
    end = tensor.end;
    before = `'${clip(tensor.name)}'`;
  }
  if (end !== available) {
    refuse(`the tensors must fill the file: they have ${end} bytes, the file holds ${available}`);
  }
}

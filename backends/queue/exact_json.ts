/**
 * Tasks and outcomes as JSON without loss: numbers of the log's exact form, bytes as base64.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { fromExactData, toExactData } from "../../spot/core/exact/exact_number.ts";

/** A record whose only bytes are its checkpoint. */
type WithCheckpoint = { readonly checkpoint?: Uint8Array };

/** A record as data for `JSON.stringify`. */
export function toData({ checkpoint, ...others }: WithCheckpoint & object): unknown {
  return checkpoint ? [toExactData(others), toBase64(checkpoint)] : [toExactData(others)];
}

/**
 * Reads what {@linkcode toData} wrote; which fields there are is not checked.
 *
 * @throws {TypeError} If it is none.
 */
export function fromData(data: unknown): WithCheckpoint & Readonly<Record<string, unknown>> {
  if (!Array.isArray(data) || data.length < 1 || data.length > 2) throw new TypeError("no record");
  const [plain, bytes] = data;
  const record = fromExactData(plain);
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    throw new TypeError("no record");
  }
  if ("checkpoint" in record) throw new TypeError("a checkpoint that is no bytes");
  return bytes === undefined ? record as object as never : {
    ...record,
    checkpoint: fromBase64(bytes),
  };
}

/** Bytes as text. */
export function toBase64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString("base64");
}

/**
 * Reads what {@linkcode toBase64} wrote, into a buffer of its own.
 *
 * @throws {TypeError} If it is no base64.
 */
export function fromBase64(text: unknown): Uint8Array<ArrayBuffer> {
  if (typeof text !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw new TypeError("no base64");
  }
  return new Uint8Array(Buffer.from(text, "base64"));
}

/**
 * What tells values apart: a short text as it is, a long one as the SHA-256 of its tokens, taken
 * one after the other, in constant memory.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { isLittleEndian } from "../../spot/core/exact/byte_order.ts";

const LONGEST_TEXT = 200;
const BUFFER_BYTES = 16_384;
/** A character takes three bytes of UTF-8 at most. */
const LONGEST_TOKEN = BUFFER_BYTES / 4;
/** Begins no other token. */
const NUMBER_TAG = "#".charCodeAt(0);
/** The bits of a NaN depend on the processor and on how the engine came by it. */
const NAN_BITS = 0x7ff8_0000_0000_0000n;
/** Elements of a typed array that are hashed at once. */
const BLOCK = 4096;
const encoder = new TextEncoder();

/** A typed array of any type. */
export interface TypedArray extends ArrayLike<number | bigint> {
  subarray(start: number, end: number): TypedArray;
}

/** Takes tokens, each of which tells where it ends. */
export class Fingerprint {
  readonly #hash = createHash("sha256");
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  readonly #view = new DataView(this.#buffer.buffer);
  #used = 0;
  #text: string | undefined = "";

  /** Takes a text. */
  text(token: string): void {
    if (this.#text !== undefined) this.#keep(token);
    if (token.length === 1) return this.#character(token);
    for (let start = 0; start < token.length; start += LONGEST_TOKEN) {
      const part = token.slice(start, start + LONGEST_TOKEN);
      this.#reserve(3 * part.length);
      this.#used += encoder.encodeInto(part, this.#buffer.subarray(this.#used)).written;
    }
  }

  /** Takes the bits of a number; all NaN are one. */
  number(value: number): void {
    if (this.#text !== undefined) this.#keep(Object.is(value, -0) ? "-0" : String(value));
    this.#reserve(9);
    this.#buffer[this.#used] = NUMBER_TAG;
    if (Number.isNaN(value)) this.#view.setBigUint64(this.#used + 1, NAN_BITS);
    else this.#view.setFloat64(this.#used + 1, value);
    this.#used += 9;
  }

  /** Takes the elements of a typed array, after their number. */
  elements(array: TypedArray): void {
    if (this.#text !== undefined) this.#keepElements(array);
    this.#flush();
    this.#hash.update(`${array.length}:`);
    if (array instanceof Uint8Array) this.#hash.update(array);
    else for (const bytes of blocksOf(array)) this.#hash.update(bytes);
  }

  #keepElements(array: TypedArray): void {
    const isShort = array.length <= LONGEST_TEXT;
    const texts = isShort && Array.from(array, (value) => Object.is(value, -0) ? "-0" : `${value}`);
    this.#keep(texts ? texts.join() : undefined);
  }

  /** Most tokens are one character of ASCII. */
  #character(token: string): void {
    const code = token.charCodeAt(0);
    this.#reserve(3);
    if (code < 0x80) this.#buffer[this.#used++] = code;
    else this.#used += encoder.encodeInto(token, this.#buffer.subarray(this.#used)).written;
  }

  /** The tokens as a text, or their SHA-256 if that is too long for a message. */
  end(): string {
    this.#flush();
    return this.#text ?? `SHA-256 ${this.#hash.digest("hex")}`;
  }

  /** Keeps what can be shown; undefined: it is too long. */
  #keep(token: string | undefined): void {
    const text = token === undefined ? undefined : `${this.#text}${token}`;
    this.#text = text !== undefined && text.length <= LONGEST_TEXT ? text : undefined;
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes > BUFFER_BYTES) this.#flush();
  }

  #flush(): void {
    this.#hash.update(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}

/** The elements as 64 bits each, the lowest byte first, in blocks. */
function* blocksOf(array: TypedArray): Generator<Uint8Array> {
  const isBig = array instanceof BigInt64Array || array instanceof BigUint64Array;
  const bits = new BigUint64Array(BLOCK);
  const block = isBig ? bits : new Float64Array(bits.buffer);
  const bytes = Buffer.from(bits.buffer);
  for (let start = 0; start < array.length; start += BLOCK) {
    const part = array.subarray(start, start + BLOCK);
    block.set(part as never);
    if (!isBig) unifyNaN(block as Float64Array, bits);
    if (!isLittleEndian) bytes.swap64();
    yield bytes.subarray(0, 8 * part.length);
  }
}

function unifyNaN(block: Float64Array, bits: BigUint64Array): void {
  for (let i = 0; i < block.length; i++) if (Number.isNaN(block[i])) bits[i] = NAN_BITS;
}

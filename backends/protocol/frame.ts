/**
 * Frames on a byte stream that others may write to as well. A frame is a header of four 32-bit
 * numbers (mark, length, checksum of the payload, checksum of the header) and its payload. Bytes
 * between frames are passed on; bytes within a frame make its checksum fail.
 *
 * @module
 */

const HEADER_BYTES = 16;
/** No byte of the mark occurs in UTF-8 text. */
const MARK = [0xff, 0xfe, 0xc1, 0xc0];
const MARK_NUMBER = 0xc0c1feff;
const ODD = 0x9e3779b1;

/** Payloads from this size on are handed over to another thread instead of copied. */
const TRANSFER_BYTES = 65_536;

/** What to transfer with a payload: copying a small one takes less time. */
export function transferable({ buffer, length }: Uint8Array<ArrayBuffer>): ArrayBuffer[] {
  return length < TRANSFER_BYTES ? [] : [buffer];
}

/** Puts a payload into a frame. */
export function encodeFrame(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEADER_BYTES + payload.length);
  const header = new DataView(frame.buffer);
  const sum = checksum(payload);
  header.setUint32(0, MARK_NUMBER, true);
  header.setUint32(4, payload.length, true);
  header.setUint32(8, sum, true);
  header.setUint32(12, headerChecksum(payload.length, sum), true);
  frame.set(payload, HEADER_BYTES);
  return frame;
}

function headerChecksum(length: number, sum: number): number {
  return Math.imul(Math.imul(length ^ MARK_NUMBER, ODD) ^ sum, ODD) >>> 0;
}

/** A sum that a changed, missing or additional byte changes; over words where there are any. */
function checksum(bytes: Uint8Array): number {
  const words = bytes.length >>> 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = bytes.length | 0;
  for (let i = 0; i < words; i++) {
    sum = Math.imul(sum ^ view.getInt32(4 * i, true), ODD);
    sum ^= sum >>> 15;
  }
  for (let i = 4 * words; i < bytes.length; i++) sum = Math.imul(sum ^ bytes[i], ODD);
  return sum >>> 0;
}

/** Finds the frames in a stream of bytes. */
export class FrameReader {
  /** Bytes that may be the beginning of a header. */
  #rest = new Uint8Array(0);
  #payload: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  #sum = 0;
  readonly #onStray: (bytes: Uint8Array) => void;

  /** @param onStray Takes the bytes between frames. */
  constructor(onStray: (bytes: Uint8Array) => void) {
    this.#onStray = onStray;
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @returns The payloads that are complete now.
   * @throws {Error} If a frame is damaged; the stream cannot be read on then.
   */
  *push(bytes: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
    let input = this.#rest.length > 0 ? concatenate(this.#rest, bytes) : bytes;
    this.#rest = new Uint8Array(0);
    while (input.length > 0) {
      input = this.#payload ? this.#fill(this.#payload, input) : this.#begin(input);
      if (this.#payload && this.#filled === this.#payload.length) yield this.#finish(this.#payload);
      else if (this.#rest.length > 0) return;
    }
  }

  /** Looks for the next header; returns the bytes behind it. */
  #begin(input: Uint8Array): Uint8Array {
    const start = findMark(input);
    if (start > 0) this.#onStray(input.slice(0, start));
    const found = input.subarray(start);
    if (found.length < HEADER_BYTES) {
      this.#rest = found.slice();
      return found.subarray(found.length);
    }
    const header = new DataView(found.buffer, found.byteOffset, HEADER_BYTES);
    const [length, sum] = [header.getUint32(4, true), header.getUint32(8, true)];
    if (header.getUint32(12, true) !== headerChecksum(length, sum)) {
      this.#onStray(found.slice(0, 1));
      return found.subarray(1);
    }
    [this.#payload, this.#filled, this.#sum] = [new Uint8Array(length), 0, sum];
    return found.subarray(HEADER_BYTES);
  }

  #fill(payload: Uint8Array, input: Uint8Array): Uint8Array {
    const part = input.subarray(0, payload.length - this.#filled);
    payload.set(part, this.#filled);
    this.#filled += part.length;
    return input.subarray(part.length);
  }

  #finish(payload: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    this.#payload = undefined;
    if (checksum(payload) === this.#sum) return payload;
    throw new Error("it sent a damaged message");
  }
}

/** The position of the mark, or of its beginning at the end of the bytes, or the length. */
function findMark(bytes: Uint8Array): number {
  let at = bytes.indexOf(MARK[0]);
  while (at >= 0) {
    const from = at;
    if (MARK.every((byte, i) => from + i >= bytes.length || bytes[from + i] === byte)) return at;
    at = bytes.indexOf(MARK[0], at + 1);
  }
  return bytes.length;
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

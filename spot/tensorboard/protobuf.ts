/**
 * Fields of Protocol Buffers' messages; a message is its fields, one after the other.
 *
 * @see https://protobuf.dev/programming-guides/encoding
 *
 * @module
 */

/** Part of a message, or a whole one. */
export type Field = Uint8Array<ArrayBuffer>;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

const encoder = new TextEncoder();

/** Several pieces, one after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Field {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** An integer, a truth value or a member of an enumeration; negative ones take ten bytes. */
export function integerField(number: number, value: number): Field {
  return joinBytes(tag(number, VARINT), varint(value));
}

/** A number. */
export function doubleField(number: number, value: number): Field {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return joinBytes(tag(number, FIXED64), bytes);
}

/** A number, rounded to 32 bits. */
export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return joinBytes(tag(number, FIXED32), bytes);
}

/** A text. */
export function textField(number: number, text: string): Field {
  return messageField(number, encoder.encode(text));
}

/** A message of these fields. */
export function messageField(number: number, ...fields: readonly Uint8Array[]): Field {
  const message = joinBytes(...fields);
  return joinBytes(tag(number, LENGTH), varint(message.length), message);
}

function tag(number: number, wireType: number): Uint8Array {
  return varint(number * 8 + wireType);
}

/** Groups of seven bits, lowest first. */
function varint(value: number): Uint8Array {
  if (value >= 0 && value < 0x80) return Uint8Array.of(value);
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(rest));
}

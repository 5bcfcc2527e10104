import { assertEquals, assertThrows } from "@std/assert";
import { encodeFrame, FrameReader } from "../../../backends/protocol/frame.ts";
import { createStream, randomInteger } from "../../../spot/random/stream.ts";

const text = (content: string) => new TextEncoder().encode(content);

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Feeds bytes in pieces; returns what came out. */
function read(pieces: readonly Uint8Array[]) {
  const stray: number[] = [];
  const reader = new FrameReader((bytes) => stray.push(...bytes));
  const payloads = pieces.flatMap((piece) => [...reader.push(piece)].map((bytes) => [...bytes]));
  return { payloads, stray };
}

const payloads = [[1, 2, 3], [], [255, 254, 193, 192, 7], [...Array(50).keys()]];
const frames = payloads.map((payload) => encodeFrame(Uint8Array.from(payload)));

Deno.test("FrameReader finds frames wherever the stream is cut", () => {
  const stream = join(frames);
  for (let cut = 0; cut <= stream.length; cut++) {
    const { payloads: found, stray } = read([stream.slice(0, cut), stream.slice(cut)]);
    assertEquals(found, payloads);
    assertEquals(stray, []);
  }
  assertEquals(read([...stream].map((byte) => Uint8Array.of(byte))).payloads, payloads);
});

Deno.test("FrameReader passes on what stands between frames", () => {
  const noise = [text("a print\n"), Uint8Array.of(0xff, 0xfe, 0xc1, 0xc0, 1, 2, 3), text("é\n")];
  const stream = join([noise[0], frames[0], noise[1], noise[2], frames[3], frames[1], noise[0]]);
  for (let cut = 0; cut <= stream.length; cut++) {
    const { payloads: found, stray } = read([stream.slice(0, cut), stream.slice(cut)]);
    assertEquals(found, [payloads[0], payloads[3], payloads[1]]);
    assertEquals(stray, [...join([noise[0], noise[1], noise[2], noise[0]])]);
  }
});

Deno.test("FrameReader waits for the rest of a frame", () => {
  for (let length = 1; length < frames[3].length; length++) {
    assertEquals(read([frames[3].slice(0, length)]), { payloads: [], stray: [] });
  }
});

Deno.test("FrameReader never takes a damaged frame for a message", () => {
  const frame = frames[3];
  for (let bit = 0; bit < 8 * frame.length; bit++) {
    const damaged = frame.slice();
    damaged[bit >> 3] ^= 1 << (bit & 7);
    assertEquals(readOrThrow(damaged), []);
  }
});

Deno.test("FrameReader never takes a frame for a message that has a print in its middle", () => {
  for (let at = 1; at < frames[3].length; at++) {
    const torn = join([frames[3].slice(0, at), text("print"), frames[3].slice(at), frames[0]]);
    const found = readOrThrow(torn);
    assertEquals(found.filter((payload) => payload.length === 50), []);
  }
});

Deno.test("FrameReader survives random bytes", () => {
  const random = createStream(1, "garbage");
  for (let round = 0; round < 300; round++) {
    const garbage = Uint8Array.from({ length: 200 }, () => randomInteger(random, 256));
    const { payloads: found } = read([garbage, frames[0]]);
    assertEquals(found, [payloads[0]]);
  }
});

Deno.test("FrameReader throws if a payload is changed", () => {
  const damaged = frames[0].slice();
  damaged[17] ^= 1;
  assertThrows(() => read([damaged]), Error, "damaged");
});

function readOrThrow(bytes: Uint8Array): number[][] {
  const found: number[][] = [];
  try {
    const reader = new FrameReader(() => {});
    for (const payload of reader.push(bytes)) found.push([...payload]);
  } catch {
    // The stream is given up here: what was found before counts.
  }
  return found;
}

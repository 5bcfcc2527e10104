/** The bytes of event files. */
import { assertEquals } from "@std/assert";
import { crc32c } from "../../spot/tensorboard/crc32c.ts";
import {
  doubleField,
  floatField,
  integerField,
  joinBytes,
  messageField,
  textField,
} from "../../spot/tensorboard/protobuf.ts";
import { readRecords, toRecord } from "../../spot/tensorboard/records.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join(" ");

Deno.test("crc32c() gives the checksums of RFC 3720, B.4", () => {
  // The RFC prints the bytes lowest first.
  assertEquals(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assertEquals(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
  assertEquals(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e);
  assertEquals(crc32c(Uint8Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c);
  assertEquals(crc32c(new Uint8Array(0)), 0);
});

Deno.test("fields have the bytes of Protocol Buffers' encoding guide", () => {
  assertEquals(hex(integerField(1, 150)), "08 96 01");
  assertEquals(hex(integerField(1, 0)), "08 00");
  assertEquals(hex(integerField(1, 127)), "08 7f");
  assertEquals(hex(integerField(1, 128)), "08 80 01");
  assertEquals(hex(integerField(1, -2)), "08 fe ff ff ff ff ff ff ff ff 01");
  assertEquals(hex(integerField(1, Number.MAX_SAFE_INTEGER)), "08 ff ff ff ff ff ff ff 0f");
  assertEquals(hex(textField(2, "testing")), "12 07 74 65 73 74 69 6e 67");
  assertEquals(hex(messageField(3, integerField(1, 150))), "1a 03 08 96 01");
  assertEquals(hex(doubleField(1, 1)), "09 00 00 00 00 00 00 f0 3f");
  assertEquals(hex(floatField(2, 1)), "15 00 00 80 3f");
  assertEquals(hex(integerField(16, 1)), "80 01 01");
});

Deno.test("readRecords() gives what toRecord() was given", () => {
  const texts = ["", "a", "ß".repeat(1000)];
  const file = joinBytes(...texts.map((text) => toRecord(bytesOf(text))));
  assertEquals([...readRecords(file)], texts.map(bytesOf));
});

Deno.test("readRecords() ends before a record that is torn or damaged", () => {
  const whole = toRecord(bytesOf("whole"));
  const second = toRecord(bytesOf("second"));
  for (let length = 0; length < second.length; length++) {
    const torn = joinBytes(whole, second.subarray(0, length));
    assertEquals([...readRecords(torn)], [bytesOf("whole")], `of ${length} bytes`);
  }
  for (let i = 0; i < second.length; i++) {
    const damaged = second.with(i, second[i] ^ 1);
    assertEquals([...readRecords(joinBytes(whole, damaged))], [bytesOf("whole")], `byte ${i}`);
  }
});

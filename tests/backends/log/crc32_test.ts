import { assertEquals, assertNotEquals } from "@std/assert";
import { crc32 } from "../../../backends/log/crc32.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("crc32() gives the check values that are published", () => {
  // Williams (1993), "A Painless Guide to CRC Error Detection Algorithms", section 15: 0xcbf43926 for
  // the digits 1 to 9; python3 -c "import zlib; print(hex(zlib.crc32(b'a')))" for the other.
  assertEquals(crc32(bytesOf("123456789")), 0xcbf43926);
  assertEquals(crc32(bytesOf("a")), 0xe8b7be43);
  assertEquals(crc32(bytesOf("")), 0);
});

Deno.test("crc32() changes with every bit", () => {
  const bytes = bytesOf("the quick brown fox");
  const check = crc32(bytes);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] ^= 1 << (bit & 7);
    assertNotEquals(crc32(flipped), check);
  }
});

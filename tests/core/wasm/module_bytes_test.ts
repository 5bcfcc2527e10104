import { assert, assertEquals } from "@std/assert";
import { assemble, float64, signed, unsigned } from "../../../spot/core/wasm/module_bytes.ts";

const bytesOf = (text: string) => [...text].map((byte) => byte.charCodeAt(0));

Deno.test("unsigned() and signed() encode as the examples of LEB128 do", () => {
  // DWARF Debugging Information Format, version 4, figures 22 and 23.
  const naturals = { 2: [2], 127: [127], 128: [0x80, 1], 129: [0x81, 1], 12857: [0xb9, 0x64] };
  for (const [value, expected] of Object.entries(naturals)) {
    assertEquals(bytesOf(unsigned(Number(value))), expected);
  }
  const integers: [number, number[]][] = [
    ...[[2, [2]], [-2, [0x7e]], [127, [0xff, 0]], [-127, [0x81, 0x7f]]] as [number, number[]][],
    ...[[128, [0x80, 1]], [-128, [0x80, 0x7f]], [129, [0x81, 1]]] as [number, number[]][],
    [-2147483648, [0x80, 0x80, 0x80, 0x80, 0x78]],
  ];
  for (const [value, expected] of integers) assertEquals(bytesOf(signed(value)), expected);
});

Deno.test("float64() has the lowest byte first", () => {
  assertEquals(bytesOf(float64(1)), [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
});

Deno.test("assemble() makes a valid module if there is nothing in it", () => {
  assert(WebAssembly.validate(assemble({})));
});

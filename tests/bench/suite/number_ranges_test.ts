import { assertEquals, assertThrows } from "@std/assert";
import { numberRanges } from "../../../bench/suite/number_ranges.ts";
import { parseOptions } from "../../../spot/cli/options.ts";

const table = { functions: { kind: numberRanges(24), help: "functions" } };
const read = (text: string) => parseOptions("measure", table, ["--functions", text]).functions;

Deno.test("numberRanges() reads numbers and ranges, each number once", () => {
  assertEquals(read("3"), [3]);
  assertEquals(read("1-3,2,21, 24"), [1, 2, 3, 21, 24]);
});

Deno.test("numberRanges() refuses what is no range, or out of bounds", () => {
  for (const text of ["a", "3-1", "1-", "-2", "", "0", "23-25", "1-9999999999"]) {
    assertThrows(() => read(text), Error, "--functions", text);
  }
});

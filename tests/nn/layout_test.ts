import { assertEquals, assertStrictEquals } from "@std/assert";
import { layOut } from "../../spot/nn/layout.ts";

Deno.test("layOut() keeps the last layouts, each of its own shape", () => {
  const shapes = [[10, 1, 8], [10, 8, 1], [8, 1, 10], [10, 1, 16], [9, 1, 8]];
  const layouts = shapes.map(([lIn, lOut, l1]) => layOut({ lIn, lOut, l1 }));
  for (const [i, [lIn, lOut, l1]] of shapes.entries()) {
    assertStrictEquals(layOut({ lIn, lOut, l1 }), layouts[i]);
    assertEquals([layouts[i].lIn, layouts[i].lOut], [lIn, lOut]);
  }
  for (let l1 = 1; l1 <= 100; l1++) layOut({ lIn: 3, lOut: 2, l1 });
  assertEquals(layOut({ lIn: 10, lOut: 1, l1: 8 }), layouts[0]);
});

import { assertEquals } from "@std/assert";
import { Blame, type DeathAtRow } from "../../../backends/pool/blame.ts";

const death: DeathAtRow = { alone: true, outOfMemory: false, ms: 10, attempt: 1 };

/** At which of so many deaths a row is blamed. */
function blamedAt(more: Partial<DeathAtRow>): number {
  const blame = new Blame();
  for (let attempt = 1; attempt <= 9; attempt++) {
    if (blame.isCause(4, { ...death, attempt, ...more })) return attempt;
  }
  return 0;
}

Deno.test("Blame holds a row for the cause at the sixth death alone", () => {
  assertEquals(blamedAt({}), 6);
  assertEquals(blamedAt({ ms: 333 }), 6);
});

Deno.test("Blame holds a row for the cause at the third death alone if they took long", () => {
  assertEquals(blamedAt({ ms: 666 }), 4);
  assertEquals(blamedAt({ ms: 667 }), 3);
  assertEquals(blamedAt({ ms: 3_600_000 }), 3);
});

Deno.test("Blame holds a row for the cause at its second start if memory ran out", () => {
  assertEquals(blamedAt({ outOfMemory: true }), 2);
});

Deno.test("Blame never blames a row that was not alone, and counts rows apart", () => {
  assertEquals(blamedAt({ alone: false, outOfMemory: true }), 0);
  const blame = new Blame();
  for (let deaths = 0; deaths < 5; deaths++) {
    assertEquals([blame.isCause(1, death), blame.isCause(2, death)], [false, false]);
  }
  assertEquals(blame.isCause(1, death), true);
});

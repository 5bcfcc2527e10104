import { assertEquals, assertRejects } from "@std/assert";
import { Look } from "../../backends/queue/look.ts";

Deno.test("again() looks once for all who ask during a look, after it", async () => {
  const ends: (() => void)[] = [];
  const look = new Look(() => new Promise((resolve) => ends.push(resolve)));
  const first = look.again();
  await Promise.resolve();
  await Promise.resolve();
  const others = [look.again(), look.again()];
  assertEquals(ends.length, 1);
  ends[0]();
  await first;
  while (ends.length < 2) await Promise.resolve();
  ends[1]();
  await Promise.all(others);
  assertEquals(ends.length, 2);
});

Deno.test("again() looks also after a look that failed, and ended waits for both", async () => {
  let looks = 0;
  const look = new Look(() => ++looks === 1 ? Promise.reject(new Error("no")) : Promise.resolve());
  await assertRejects(() => look.again(), Error, "no");
  await look.ended;
  look.again();
  await look.ended;
  assertEquals(looks, 2);
});

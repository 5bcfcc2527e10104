import { assertEquals, assertThrows } from "@std/assert";
import { optimizerControlInit } from "../../spot/search/optimizer_control.ts";

Deno.test("optimizerControlInit() fills in the defaults", () => {
  assertEquals(optimizerControlInit(), { nCandidates: 100, nStarts: 6, maxEvaluations: 50 });
  assertEquals(optimizerControlInit({ nStarts: 2 }).nStarts, 2);
  assertEquals(optimizerControlInit({ nStarts: undefined }).nStarts, 6);
});

Deno.test("optimizerControlInit() refuses options that nobody reads, naming the nearest", () => {
  const unknown = { nStart: 3 } as Record<string, number>;
  assertThrows(() => optimizerControlInit(unknown), TypeError, "did you mean 'nStarts'?");
});

Deno.test("optimizerControlInit() refuses numbers that break the rule", () => {
  assertThrows(
    () => optimizerControlInit({ nCandidates: 0 }),
    RangeError,
    "Cannot make optimizer controls as 'nCandidates' must be a positive integer: current value is 0",
  );
  assertThrows(() => optimizerControlInit({ nStarts: 1.5 }), RangeError, "1.5");
  assertThrows(() => optimizerControlInit({ maxEvaluations: NaN }), RangeError, "NaN");
});

import { assertThrows } from "@std/assert";
import { makeParallel, subprocess, worker } from "../../mod.ts";
import { noOp } from "./fixtures/objectives.ts";

Deno.test("methods refuse other methods' options at compile time, and at run time", () => {
  // @ts-expect-error of subprocess() alone
  assertThrows(() => worker({ rowTimeoutMs: 100 }), RangeError, "'rowTimeoutMs' is an option of");
  // @ts-expect-error of worker() alone
  assertThrows(() => subprocess({ narrowed: true }), RangeError, "'narrowed' is an option of");
  // @ts-expect-error of a method, not of all
  assertThrows(() => makeParallel(noOp, { maxHeapMb: 64 }), RangeError, "write method: ");
  // @ts-expect-error a method is what its function returns
  assertThrows(() => makeParallel(noOp, { method: worker }), TypeError, "is a function");
});

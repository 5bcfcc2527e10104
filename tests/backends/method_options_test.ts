import { assertStringIncludes, assertThrows } from "@std/assert";
import {
  concurrent,
  makeParallel,
  type Method,
  sequential,
  subprocess,
  worker,
} from "../../mod.ts";
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

Deno.test("methods refuse bad options, and those of others with the reason", () => {
  type Make = (options: never) => Method;
  const cases: [Make, unknown, typeof TypeError | typeof RangeError, string][] = [
    ...[0, -1, NaN, 2 ** 31, Infinity].map((rowTimeoutMs): typeof cases[0] => [
      subprocess,
      { rowTimeoutMs },
      RangeError,
      "'rowTimeoutMs' must be a",
    ]),
    [worker, { rowTimeoutMs: 100 }, RangeError, "alone, as a busy thread cannot be stopped"],
    [sequential, { rowTimeoutMs: 100 }, RangeError, "alone, as a busy thread cannot be stopped"],
    [concurrent, { maxHeapMb: 1 }, RangeError, "threads of one process have no memory limit"],
    [worker, { allow: ["net"] }, RangeError, "threads have the permissions of this process"],
    [subprocess, { allow: ["all"] }, RangeError, 'current value is "all"'],
    [subprocess, { allow: ["read=/a,,b"] }, RangeError, 'current value is "read=/a,,b"'],
    [subprocess, { allow: "net" }, TypeError, "'allow' must be an array"],
    [subprocess, { narrowed: true }, RangeError, "'narrowed' is an option of worker alone"],
    [concurrent, { limit: 1 }, TypeError, "option 'limit' is unknown: there are none"],
    [worker, { narowed: true }, TypeError, "did you mean 'narrowed'?"],
    [
      worker,
      { maxRestarts: -1 },
      RangeError,
      "'maxRestarts' must be an integer of at least 0, or Infinity",
    ],
    [subprocess, { maxRestarts: 0.5 }, RangeError, "'maxRestarts' must be an integer"],
    [worker, { startTimeoutMs: 0 }, RangeError, "'startTimeoutMs' must be a number above 0"],
    [concurrent, [], TypeError, "options must be an object"],
  ];
  for (const [make, options, errorClass, message] of cases) {
    const error = assertThrows(() => make(options as never), errorClass);
    assertStringIncludes(error.message, message);
    assertStringIncludes(error.message, "Cannot use method ");
  }
});

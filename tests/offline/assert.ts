/** Stands in for `@std/assert` where JSR cannot be reached. @module */
import assertNode from "node:assert/strict";

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

export function assert(value: unknown, message?: string): asserts value {
  assertNode.ok(value, message);
}

export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  assertNode.deepStrictEqual(actual, expected, message);
}

export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  assertNode.notDeepStrictEqual(actual, expected, message);
}

export function assertStrictEquals<T>(actual: unknown, expected: T, message?: string): void {
  assertNode.strictEqual(actual, expected, message);
}

export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance = Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7,
  message?: string,
): void {
  if (Object.is(actual, expected) || Math.abs(expected - actual) <= tolerance) return;
  assertNode.fail(message ?? `${actual} is not within ${tolerance} of ${expected}`);
}

export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  if (!actual.includes(expected)) {
    assertNode.fail(message ?? `${JSON.stringify(actual)} does not include "${expected}"`);
  }
}

export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  assertNode.match(actual, expected, message);
}

export function assertThrows<E extends Error = Error>(
  action: () => unknown,
  errorClass?: ErrorClass<E>,
  messageIncludes?: string,
): E {
  let thrown: unknown;
  try {
    action();
  } catch (error) {
    thrown = error ?? new Error("undefined was thrown");
  }
  return checkThrown(thrown, errorClass, messageIncludes);
}

export async function assertRejects<E extends Error = Error>(
  action: () => PromiseLike<unknown>,
  errorClass?: ErrorClass<E>,
  messageIncludes?: string,
): Promise<E> {
  let thrown: unknown;
  try {
    await action();
  } catch (error) {
    thrown = error ?? new Error("undefined was thrown");
  }
  return checkThrown(thrown, errorClass, messageIncludes);
}

function checkThrown<E extends Error>(
  thrown: unknown,
  errorClass: ErrorClass<E> | undefined,
  messageIncludes: string | undefined,
): E {
  if (thrown === undefined) assertNode.fail("nothing was thrown");
  if (!(thrown instanceof (errorClass ?? Error))) {
    assertNode.fail(`${String(thrown)} is not a ${(errorClass ?? Error).name}`);
  }
  if (messageIncludes !== undefined) assertStringIncludes(thrown.message, messageIncludes);
  return thrown as E;
}

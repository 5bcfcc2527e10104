/**
 * Stands in for `@std/assert` where JSR cannot be reached, with the types of the original: what is
 * checked with the one is right with the other.
 *
 * @module
 */
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

export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T {
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

export function assertThrows(action: () => unknown, message?: string): unknown;
export function assertThrows<E extends Error = Error>(
  action: () => unknown,
  errorClass: ErrorClass<E>,
  messageIncludes?: string,
  message?: string,
): E;
export function assertThrows(action: () => unknown, ...expected: Expected): unknown {
  try {
    action();
  } catch (error) {
    return checkThrown(error, ...expected);
  }
  return nothingThrown(...expected);
}

export function assertRejects(
  action: () => PromiseLike<unknown>,
  message?: string,
): Promise<unknown>;
export function assertRejects<E extends Error = Error>(
  action: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E>,
  messageIncludes?: string,
  message?: string,
): Promise<E>;
export async function assertRejects(
  action: () => PromiseLike<unknown>,
  ...expected: Expected
): Promise<unknown> {
  let promise: PromiseLike<unknown>;
  try {
    promise = action();
  } catch (error) {
    return assertNode.fail(`it threw ${String(error)} in place of rejecting`);
  }
  try {
    await promise;
  } catch (error) {
    return checkThrown(error, ...expected);
  }
  return nothingThrown(...expected);
}

/** A message alone, or a class, what its message includes, and a message. */
type Expected = [first?: ErrorClass<Error> | string, messageIncludes?: string, message?: string];

function checkThrown(error: unknown, ...[errorClass, messageIncludes, message]: Expected): unknown {
  if (typeof errorClass !== "function") return error;
  if (!(error instanceof errorClass)) {
    assertNode.fail(message ?? `${String(error)} is not a ${errorClass.name}`);
  }
  if (messageIncludes !== undefined) {
    assertStringIncludes(error.message, messageIncludes, message);
  }
  return error;
}

function nothingThrown(...[first, , message]: Expected): never {
  assertNode.fail((typeof first === "string" ? first : message) ?? "nothing was thrown");
}

/** Whether this thread is a worker that evaluates rows. @module */

/** By a name that every copy of this package knows. */
const mark = Symbol.for("@spot/spot: evaluates rows");

/** Marks this thread; called before the objective's module loads. */
export function markRowWorker(): void {
  Object.defineProperty(globalThis, mark, { value: true });
}

/** Tells whether this thread was marked. */
export function isRowWorker(): boolean {
  return mark in globalThis;
}

/** The thread of a worker that evaluates rows: its mark, and how it posts. @module */

/** By a name that every copy of this package knows. */
const mark = Symbol.for("@spot/spot: evaluates rows");

/**
 * Marks this thread as one that evaluates rows, so that a module that calls `makeParallel` at its top
 * level is refused instead of starting workers of workers. To be called before the objective loads.
 */
export function markRowWorker(): void {
  Object.defineProperty(globalThis, mark, { value: true });
}

/** Tells whether this thread was marked. */
export function isRowWorker(): boolean {
  return mark in globalThis;
}

/**
 * Posts to whoever started this thread, as it can now: the objective's module may replace the function.
 * Without the library of workers, whose types a package cannot ask for.
 */
export function parentPoster(): (message: unknown) => void {
  const scope = globalThis as unknown as { postMessage(message: unknown): void };
  return scope.postMessage.bind(globalThis);
}

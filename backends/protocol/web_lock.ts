/**
 * A Web Lock as a sign of life: a worker that closes itself sends no event, but its locks go.
 *
 * @module
 */

/** The part of the Web Locks API that is used here; Deno's types leave it out. */
interface LockManager {
  request(name: string, callback: () => unknown): Promise<unknown>;
  request(
    name: string,
    options: { readonly signal: AbortSignal },
    callback: () => unknown,
  ): Promise<unknown>;
}

// By way of globalThis: type checks of a worker know no Navigator.
const { locks } = (globalThis as unknown as { navigator: { locks: LockManager } }).navigator;
/** As it is now: an objective's module may replace it. */
const request: LockManager["request"] = locks.request.bind(locks);

/** Holds the lock until this thread ends, however it ends; resolves when it is held. */
export function holdLock(name: string): Promise<void> {
  return new Promise((resolve) => {
    request(name, () => {
      resolve();
      return new Promise<never>(() => {});
    });
  });
}

/** Calls back when the thread that holds the lock is gone, unless `signal` is aborted before. */
export function watchLock(name: string, signal: AbortSignal, gone: () => void): void {
  request(name, { signal }, () => !signal.aborted && gone()).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

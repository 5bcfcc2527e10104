/**
 * What tells people something, functions of the user's and lines on stderr: none of it may end a run
 * of hours.
 *
 * @module
 */

/** Prints on stderr where that is possible: its disk may be full, its terminal closed. */
export function printError(...parts: readonly unknown[]): void {
  try {
    console.error(...parts);
  } catch {
    // Nobody can be told.
  }
}

/** A function that is only told something; what it returns is of no use. */
export type Listener<T> = (told: T) => unknown;

/**
 * Calls a listener.
 *
 * @param name The option's name.
 * @param onFailure Called if the listener throws, or returns a promise that rejects: which is shown,
 * and ends nothing.
 */
export function notify<T>(
  name: string,
  { listener, told, onFailure = () => {} }: {
    readonly listener: Listener<T>;
    readonly told: T;
    readonly onFailure?: () => void;
  },
): void {
  const complain = (error: unknown) => {
    onFailure();
    printError(`'${name}' failed, the run goes on:`, error);
  };
  try {
    const returned = listener(told);
    if (returned instanceof Object) Promise.resolve(returned).catch(complain);
  } catch (error) {
    complain(error);
  }
}

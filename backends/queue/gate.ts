/** Who may be at work: as many at the same time as there are cores, or one alone. @module */

/** Lets jobs in beside each other, or one without any other. */
export class Gate {
  readonly #places: number;
  #inside = 0;
  #isAlone = false;
  readonly #waiting: { readonly alone: boolean; readonly enter: () => void }[] = [];

  /** @param places How many may be inside at the same time. */
  constructor(places: number) {
    this.#places = places;
  }

  /**
   * Waits until one may enter; whoever is inside leaves by the function that it gets, once. In order: those
   * after one who waits to be alone wait, too.
   *
   * @param signal Ends the waiting: the promise rejects with its reason.
   */
  async enter(alone: boolean, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const entry = { alone, enter: () => {} };
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        this.#open();
        reject(signal.reason);
      };
      entry.enter = () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      signal.addEventListener("abort", onAbort);
      this.#waiting.push(entry);
      this.#open();
    });
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#inside--;
      this.#isAlone = false;
      this.#open();
    };
  }

  #open(): void {
    for (let next; (next = this.#waiting[0]) !== undefined;) {
      if (this.#isAlone || this.#inside >= (next.alone ? 1 : this.#places)) return;
      this.#waiting.shift();
      this.#inside++;
      this.#isAlone = next.alone;
      next.enter();
    }
  }
}

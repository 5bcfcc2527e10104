/** Looking again and again, for many who ask at the same time. @module */

/** One look after the other; those who ask during one share the next. */
export class Look {
  readonly #look: () => Promise<void>;
  #current: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(look: () => Promise<void>) {
    this.#look = look;
  }

  /** Looks, from now on. */
  again(): Promise<void> {
    return this.#next ??= this.#current.catch(() => {}).then(() => {
      this.#next = undefined;
      return this.#current = this.#look();
    });
  }

  /** When those that were asked for have ended, well or not. */
  get ended(): Promise<void> {
    return (this.#next ?? this.#current).catch(() => {});
  }
}

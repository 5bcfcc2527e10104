/** Results on their way from callbacks to an `for await` loop. @module */

/** A single-consumer queue that is iterated while it is filled. */
export class ResultQueue<T> implements AsyncIterableIterator<T, undefined> {
  #items: T[] = [];
  #head = 0;
  #end: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;
  readonly #onLeave: () => void;

  /** @param onLeave Called if the consumer leaves its loop early. */
  constructor(onLeave: () => void) {
    this.#onLeave = onLeave;
  }

  push(item: T): void {
    if (this.#end) return;
    this.#items.push(item);
    this.#wake?.();
  }

  /** Ends the iteration after the items queued so far; with an error if one is given. */
  end(end: { readonly error?: unknown } = {}): void {
    this.#end ??= end;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    while (this.#head === this.#items.length && !this.#end) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    this.#wake = undefined;
    if (this.#head < this.#items.length) return { done: false, value: this.#shift() };
    if (this.#end && "error" in this.#end) throw this.#end.error;
    return { done: true, value: undefined };
  }

  #shift(): T {
    const item = this.#items[this.#head++];
    if (this.#head === this.#items.length) [this.#items, this.#head] = [[], 0];
    return item;
  }

  return(): Promise<IteratorResult<T, undefined>> {
    if (!this.#end) this.#onLeave();
    [this.#items, this.#head, this.#end] = [[], 0, {}];
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

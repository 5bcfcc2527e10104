/** Results on their way from callbacks to whoever takes them one by one. @module */
import { Promise } from "./platform.ts";

/** A queue of one consumer, which takes from it while it is filled. */
export class ResultQueue<T> {
  #items: T[] = [];
  #head = 0;
  #end: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  /** Adds an item, unless the queue has ended. */
  push(item: T): void {
    if (this.#end) return;
    this.#items.push(item);
    this.#wake?.();
  }

  /** Ends the queue after the items that it holds; with an error if one is given. */
  end(end: { readonly error?: unknown } = {}): void {
    this.#end ??= end;
    this.#wake?.();
  }

  /**
   * Takes the next item, once there is one; undefined at the end.
   *
   * @throws The error that the queue ended with.
   */
  async take(): Promise<T | undefined> {
    while (this.#head === this.#items.length && !this.#end) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    this.#wake = undefined;
    if (this.#head === this.#items.length) {
      if (this.#end && "error" in this.#end) throw this.#end.error;
      return undefined;
    }
    const item = this.#items[this.#head++];
    if (this.#head === this.#items.length) [this.#items, this.#head] = [[], 0];
    return item;
  }
}

/** What happens when, in simulated time. @module */

interface Event {
  readonly ms: number;
  readonly happen: () => void;
}

/** Events in the order of their times: a binary heap. */
export class EventQueue {
  nowMs = 0;
  readonly #heap: Event[] = [];

  /** Plans an event. */
  at(ms: number, happen: () => void): void {
    const heap = this.#heap;
    let at = heap.push({ ms, happen }) - 1;
    for (let up; at > 0 && heap[up = (at - 1) >> 1].ms > ms; at = up) this.#swap(at, up);
  }

  /** Lets all events happen, and those that they plan. */
  run(): void {
    for (let event; (event = this.#next()) !== undefined;) {
      this.nowMs = event.ms;
      event.happen();
    }
  }

  #next(): Event | undefined {
    const heap = this.#heap;
    if (heap.length === 0) return undefined;
    this.#swap(0, heap.length - 1);
    const first = heap.pop();
    for (let [at, down] = [0, 1]; down < heap.length; [at, down] = [down, 2 * down + 1]) {
      if (down + 1 < heap.length && heap[down + 1].ms < heap[down].ms) down++;
      if (heap[at].ms <= heap[down].ms) break;
      this.#swap(at, down);
    }
    return first;
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b], heap[a]];
  }
}

/** Longest delay that a timer can hold, in milliseconds; longer ones end at once. */
export const LONGEST_TIMER_MS = 2147483647;

/** The reason with which a run is aborted when its time is over. */
export class TimeIsOver extends Error {
  override readonly name = "TimeIsOver";
}

/** A signal that a time limit aborts; dispose it to stop the clock. */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #endMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param limitMs Milliseconds from now; may be Infinity. */
  constructor(limitMs: number) {
    this.#endMs = performance.now() + limitMs;
    if (limitMs !== Infinity) this.#arm();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Aborts if the time is over: timers do not fire while a synchronous objective runs. */
  check(): void {
    if (performance.now() >= this.#endMs) {
      this.#controller.abort(new TimeIsOver("the run's maxTime is over"));
    }
  }

  #arm(): void {
    const leftMs = Math.max(0, this.#endMs - performance.now());
    this.#timer = setTimeout(() => {
      this.check();
      if (!this.signal.aborted) this.#arm();
    }, Math.min(leftMs, LONGEST_TIMER_MS));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

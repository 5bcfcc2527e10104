/** Says what keeps a script from ending: workers that wait for rows that nobody will send. @module */

const IDLE_MS = 10_000;
/** What is told. */
export const IDLE_NOTICE: string =
  "Workers have had no rows for 10 s. If this script has come to its end, they keep it from ending: " +
  "close what makeParallel returned, by `await using fun = makeParallel(...)` or " +
  "`await fun[Symbol.asyncDispose]()`";

/** Tells, once, that workers are idle; does not keep the script from ending itself. */
export class IdleNotice {
  readonly #tell: (message: string) => void;
  #calls = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(tell: (message: string) => void) {
    this.#tell = tell;
  }

  /** Workers are there; unless rows are under way they wait from now on. */
  wait(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || this.#calls > 0) return;
    const timer = setTimeout(() => {
      this.#isOver = true;
      this.#tell(IDLE_NOTICE);
    }, IDLE_MS);
    Deno.unrefTimer(timer);
    this.#timer = timer;
  }

  /** A call begins; to be followed by `endCall`. */
  beginCall(): void {
    this.#calls++;
    clearTimeout(this.#timer);
  }

  endCall(): void {
    this.#calls--;
    this.wait();
  }

  /** Nothing is to be told any more. */
  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}

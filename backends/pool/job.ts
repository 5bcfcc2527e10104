/** One call of `evaluate`: its rows, and where each of them stands. @module */
import type {
  EvaluationResult,
  EvaluationTask,
  Failure,
} from "../../spot/core/objective/evaluation.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { shorten } from "../../spot/core/options/options.ts";
import { Blame } from "./blame.ts";

/** Who waits for the rows. */
export interface JobSink {
  push(result: EvaluationResult): void;
  end(end: { readonly error?: unknown }): void;
}

/** An outcome, and where it was computed. */
export type Finished = Omit<EvaluationResult, "row" | "attempt">;

/** Rows for one worker. */
export interface Portion {
  readonly indices: readonly number[];
  /** One of them may have killed a worker: each is to be reported before the next one starts. */
  readonly careful: boolean;
}

/** How rows were lost. */
export interface Loss {
  /** Rows were reported one by one: the first of the lost ones was under way. */
  readonly careful: boolean;
  /** It was the first and only row of its worker. */
  readonly alone: boolean;
  readonly outOfMemory: boolean;
  readonly reason: string;
  /** Time since the worker got the row. */
  readonly ms: number;
}

/** The rows of one call, by index in `tasks`. */
export class Job {
  readonly tasks: readonly EvaluationTask[];
  readonly problem: Problem;
  readonly sizer: ChunkSizer = new ChunkSizer();
  readonly #sink: JobSink;
  readonly #done: Uint8Array;
  #next = 0;
  #unfinished: number;
  #ended = false;
  /** Rows that a worker did not finish: each group is the next chunk of some worker. */
  readonly #lost: number[][] = [];
  /** Rows that were alone when their worker died: each is to be the first row of a worker. */
  readonly #suspects: number[] = [];
  readonly #starts = new Map<number, number>();
  readonly #blame = new Blame();

  constructor(tasks: readonly EvaluationTask[], problem: Problem, sink: JobSink) {
    [this.tasks, this.problem, this.#sink] = [tasks, problem, sink];
    this.#done = new Uint8Array(tasks.length);
    this.#unfinished = tasks.length;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Number of rows that nobody works on yet, lost ones apart. */
  get waiting(): number {
    return this.tasks.length - this.#next;
  }

  /** Number of workers that would find something to do. */
  get demand(): number {
    return this.#ended ? 0 : this.waiting + this.#lost.length + this.#suspects.length;
  }

  /** Tells whether the only rows left are those that need a new worker. */
  get needsFreshWorker(): boolean {
    return this.#suspects.length > 0 && this.#lost.length === 0 && this.waiting === 0;
  }

  /**
   * Takes rows for a worker.
   *
   * @param fresh The worker has not evaluated anything yet.
   * @param size How many rows to take from those that were never started.
   */
  take(fresh: boolean, size: number): Portion | undefined {
    if (this.#ended) return undefined;
    if (fresh && this.#suspects.length > 0) {
      return { indices: this.#suspects.splice(0, 1), careful: false };
    }
    while (this.#lost.length > 0) {
      const indices = (this.#lost.shift() ?? []).filter((index) => !this.#isDone(index));
      if (indices.length > 0) return { indices, careful: true };
    }
    return this.waiting === 0 ? undefined : { indices: this.#takeWaiting(size), careful: false };
  }

  #takeWaiting(size: number): readonly number[] {
    const first = this.#next;
    this.#next = Math.min(this.tasks.length, first + size);
    return Array.from({ length: this.#next - first }, (_, i) => first + i);
  }

  #isDone(index: number): boolean {
    return this.#done[index] === 1;
  }

  /** Gives rows that were taken, but surely not started, to the next worker. */
  giveBack(indices: readonly number[]): void {
    this.#lost.push([...indices]);
  }

  /** Takes a row's result; a second one for the same row is ignored. */
  finish(index: number, finished: Finished): void {
    if (this.#ended || this.#isDone(index)) return;
    this.#done[index] = 1;
    const attempt = 1 + (this.#starts.get(index) ?? 0);
    const { row } = this.tasks[index];
    this.#sink.push({ ...finished, row, attempt });
    if (--this.#unfinished === 0) this.end();
  }

  /**
   * Takes back rows whose worker died. Several rows are evaluated again with care, so that a
   * second death tells which one was under way; that one is suspected, and blamed only when it was
   * alone on a new worker, and more than once.
   *
   * @returns The failure if the row is to blame: the caller reports it.
   */
  lose(indices: readonly number[], loss: Loss): Failure | undefined {
    const lost = indices.filter((index) => !this.#isDone(index));
    if (this.#ended || lost.length === 0) return undefined;
    const isKnown = loss.careful || lost.length === 1;
    const suspects = isKnown ? lost.slice(0, 1) : [];
    const others = lost.slice(suspects.length);
    if (others.length > 0) this.#lost.push(others);
    const started = isKnown ? suspects : others;
    for (const index of started) this.#starts.set(index, 1 + (this.#starts.get(index) ?? 0));
    return isKnown ? this.#suspect(lost[0], loss) : undefined;
  }

  #suspect(index: number, loss: Loss): Failure | undefined {
    const attempt = this.#starts.get(index) ?? 0;
    if (!this.#blame.isCause(index, { ...loss, attempt })) {
      this.#suspects.push(index);
      return undefined;
    }
    this.#starts.set(index, attempt - 1);
    const reason = shorten(loss.reason, 1000);
    return { kind: "crash", message: `the worker died each time it evaluated this row: ${reason}` };
  }

  /** Ends the job, with an error if one is given; what is still under way is ignored. */
  end(end: { readonly error?: unknown } = {}): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#sink.end(end);
  }
}

/** Work per message: long against a message's 0.05 ms, short against anyone's waiting. */
const TARGET_MS = 5;
/** A chunk is at most this many times the largest one whose cost is known. */
const GROWTH = 8;

/** Chooses chunk sizes by the measured cost of rows; the first rows go one at a time. */
export class ChunkSizer {
  readonly #targetMs: (workers: number) => number;
  #rowMs = Infinity;
  #largest = 0;

  /** @param targetMs Work per message, in milliseconds, for a number of workers. */
  constructor(targetMs: (workers: number) => number = () => TARGET_MS) {
    this.#targetMs = targetMs;
  }

  /** @param rows Number of rows that together took `elapsedMs` of a worker's time. */
  record(rows: number, elapsedMs: number): void {
    if (rows === 0) return;
    const rowMs = elapsedMs / rows;
    this.#rowMs = this.#largest === 0 ? rowMs : (this.#rowMs + rowMs) / 2;
    this.#largest = Math.max(this.#largest, rows);
  }

  /**
   * @param waiting Rows that nobody works on yet.
   * @param workers Number of workers that share them.
   */
  next(waiting: number, workers: number): number {
    if (this.#largest === 0) return 1;
    const byCost = Math.floor(this.#targetMs(workers) / Math.max(this.#rowMs, 1e-6));
    const fairShare = Math.ceil(waiting / (2 * workers));
    return Math.max(1, Math.min(byCost, fairShare, GROWTH * this.#largest));
  }
}

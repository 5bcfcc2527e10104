/** The queue as a backend: calls of `evaluate` on a session, which connects with the first of them. @module */
import { type Backend, closedError } from "../../spot/core/objective/backend.ts";
import type {
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
  PresentMachine,
} from "../../spot/core/objective/evaluation.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { ResultQueue } from "../../spot/core/objective/result_queue.ts";
import { IdleNotice } from "../pool/idle_notice.ts";
import { Session, type SessionOptions } from "./session.ts";

/** A call of `evaluate`: how many of its rows are missing. */
class LiveCall {
  readonly results = new ResultQueue<EvaluationResult>();
  hasEnded = false;
  #missing: number;

  constructor(rows: number) {
    this.#missing = rows;
  }

  get isMissingRows(): boolean {
    return this.#missing > 0;
  }

  push(result: EvaluationResult): void {
    this.results.push(result);
    if (--this.#missing === 0) this.end();
  }

  end(end?: { readonly error: unknown }): void {
    this.hasEnded = true;
    this.results.end(end);
  }
}

/** Options of {@linkcode QueueBackend}. */
export type QueueBackendOptions = Omit<SessionOptions, "fail"> & {
  /** What to start on a machine, for those who wait for one. */
  readonly command: string;
};

/** Time without any machine until that is told. */
const LONELY_MS = 10_000;

/** Evaluates rows on machines that take them from a queue. */
export class QueueBackend implements Backend {
  readonly name = "queue";
  readonly #options: QueueBackendOptions;
  readonly #calls = new Set<LiveCall>();
  readonly #idle: IdleNotice;
  #session: Promise<Session> | undefined;
  /** Once it is connected. */
  #connected: Session | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: QueueBackendOptions) {
    this.#options = options;
    this.#idle = new IdleNotice(options.warn);
  }

  get numCores(): number {
    const { minCores, mostCores } = this.#options;
    return Math.max(Math.min(minCores, mostCores), this.#connected?.cores ?? 1);
  }

  get workers(): string | undefined {
    return this.#connected?.workers;
  }

  get machines(): readonly PresentMachine[] | undefined {
    return this.#connected?.machines;
  }

  open(problem: Problem): void {
    if (this.#closed) return;
    // What is wrong, `evaluate` tells.
    this.#connect().then((session) => session.prepare(problem)).catch(() => {});
  }

  async *evaluate(
    tasks: readonly EvaluationTask[],
    { problem, signal }: EvaluateOptions,
  ): AsyncGenerator<EvaluationResult, void, undefined> {
    signal?.throwIfAborted();
    if (this.#closed) throw closedError();
    if (tasks.length === 0) return;
    const call = new LiveCall(tasks.length);
    const onAbort = () => call.end({ error: signal?.reason });
    const lonely = setTimeout(() => this.#tellLonely(), LONELY_MS);
    signal?.addEventListener("abort", onAbort);
    this.#calls.add(call);
    this.#idle.beginCall();
    try {
      this.#connect().then((session) => session.evaluate(call, tasks, problem))
        .catch((error: unknown) => call.end({ error }));
      for (let result; (result = await call.results.take());) yield result;
    } finally {
      clearTimeout(lonely);
      this.#idle.endCall();
      signal?.removeEventListener("abort", onAbort);
      this.#calls.delete(call);
      // A call that has all its rows has left: looking for them would cost as much as there are others.
      if (call.isMissingRows) this.#connected?.leave(call);
      call.end();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closed ??= this.#close();
  }

  /** A server that could not be reached is tried again by the next call. */
  #connect(): Promise<Session> {
    const fail = (error: Error) => this.#endCalls(error);
    return this.#session ??= Session.open({ ...this.#options, fail }).then(
      (session) => this.#connected = session,
      (error: unknown) => {
        this.#session = undefined;
        throw error;
      },
    );
  }

  async #close(): Promise<void> {
    this.#idle.stop();
    this.#endCalls(closedError());
    const session = await this.#session?.catch(() => undefined);
    await session?.close();
  }

  #endCalls(error: Error): void {
    for (const call of this.#calls) call.end({ error });
  }

  #tellLonely(): void {
    const want = this.#connected?.want;
    if (want !== undefined) this.#options.warn(`Rows wait for ${want}: ${this.#options.command}`);
  }
}

/** The problems of a machine, each fetched once. @module */
import type { Problem } from "../../spot/core/objective/problem.ts";
import { isPassing } from "./connection.ts";
import type { ProblemStore } from "./problem_store.ts";
import { UnusableJob } from "./unusable_job.ts";

/** Problems that are kept at the same time: data may be large. */
const MOST = 2;
/** A problem that was wiped comes again from its parent. */
const TRIES = 20;
const WAIT_MS = 500;

/** Keeps the problems that were used last. */
export class ProblemCache {
  readonly #store: ProblemStore;
  readonly #known = new Map<string, Promise<Problem | undefined>>();

  constructor(store: ProblemStore) {
    this.#store = store;
  }

  /**
   * Gets a problem. Those who wait for the same one do not end each other's waiting.
   *
   * @throws {UnusableJob} If what is in Redis is none, or nothing is there for long.
   * @throws The signal's reason, or Redis' refusal if that may pass.
   */
  async get(name: string, signal: AbortSignal): Promise<Problem> {
    for (let i = 0; i < TRIES; i++) {
      signal.throwIfAborted();
      const problem = await this.#find(name);
      if (problem) return problem;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
    throw new UnusableJob("its problem is not in Redis");
  }

  /** Fetches a problem that is not known; only one that is there is kept. */
  #find(name: string): Promise<Problem | undefined> {
    const known = this.#known.get(name) ?? this.#fetch(name);
    this.#known.delete(name);
    this.#known.set(name, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST) this.#known.delete(oldest);
    return known;
  }

  #fetch(name: string): Promise<Problem | undefined> {
    const fetched = this.#store.get(name).catch((cause: unknown) => {
      throw isPassing(cause) ? cause : new UnusableJob(cause);
    });
    const forget = () => {
      if (this.#known.get(name) === fetched) this.#known.delete(name);
    };
    fetched.then((problem) => problem ?? forget(), forget);
    return fetched;
  }
}

/** The problems of a machine, each fetched once. @module */
import type { Problem } from "../../spot/core/objective/problem.ts";
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
  readonly #known = new Map<string, Promise<Problem>>();

  constructor(store: ProblemStore) {
    this.#store = store;
  }

  /**
   * Gets a problem.
   *
   * @throws {UnusableJob} If what is in Redis is none, or nothing is there for long.
   */
  get(name: string, signal: AbortSignal): Promise<Problem> {
    let known = this.#known.get(name);
    if (known === undefined) {
      const fetched = known = this.#fetch(name, signal);
      fetched.catch(() => this.#known.get(name) === fetched && this.#known.delete(name));
    }
    this.#known.delete(name);
    this.#known.set(name, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST) this.#known.delete(oldest);
    return known;
  }

  async #fetch(name: string, signal: AbortSignal): Promise<Problem> {
    for (let i = 0; i < TRIES; i++) {
      signal.throwIfAborted();
      const problem = await this.#store.get(name).catch((cause: unknown) => {
        throw new UnusableJob(cause);
      });
      if (problem) return problem;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
    throw new UnusableJob("its problem is not in Redis");
  }
}

/** The names of what the queue keeps in Redis. @module */

/** What a queue may be called: it stands in keys and on command lines. */
export const QUEUE_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
/** What is left by those who were lost goes by itself. */
export const KEEP_MS: number = 7 * 24 * 3600 * 1000;

/** The keys of one queue; ids and digests are hexadecimal. */
export class Keys {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Of the machines that are there. */
  get machines(): string {
    return `spot:${this.#name}:machines`;
  }

  /** Of the parents that are there. */
  get parents(): string {
    return `spot:${this.#name}:parents`;
  }

  /** Channel of one parent, who hears it as long as it lives. */
  parent(id: string): string {
    return `spot:${this.#name}:parents:${id}`;
  }

  /** Channel: a machine has come or gone. */
  get arrivals(): string {
    return `spot:${this.#name}:arrivals`;
  }

  /** Channel: an objective has come or gone. */
  get wishes(): string {
    return `spot:${this.#name}:wishes`;
  }

  /** Channel: jobs that a parent takes back. */
  get cancelled(): string {
    return `spot:${this.#name}:cancelled`;
  }

  /** Hash: the objectives that parents have rows of, by id. */
  get objectives(): string {
    return `spot:${this.#name}:objectives`;
  }

  /** The name of BullMQ's queue of an objective; it allows no colon. */
  jobs(objective: string): string {
    return `spot-${this.#name}-${objective}`;
  }

  /** Hash: what BullMQ notes of an objective's queue, also when its rows are done. */
  notes(objective: string): string {
    return `bull:${this.jobs(objective)}:meta`;
  }

  /** Hash: a problem in pieces. */
  problem(digest: string): string {
    return `spot:${this.#name}:problem:${digest}`;
  }

  /** Is there as long as results of the run are wanted. */
  run(digest: string): string {
    return `spot:${this.#name}:run:${digest}`;
  }

  /** Hash: the outcomes of a run's rows, by row and digest. */
  rows(digest: string): string {
    return `spot:${this.#name}:run:${digest}:rows`;
  }

  /** Hash: how often rows were started alone on a machine, and did not end. */
  deaths(digest: string): string {
    return `spot:${this.#name}:run:${digest}:deaths`;
  }

  /** Channel: jobs of which rows are finished. */
  finished(digest: string): string {
    return `spot:${this.#name}:run:${digest}:finished`;
  }

  /** Patterns of all keys of this queue. */
  get all(): readonly string[] {
    // Names may hold "-": the id, and no more, must follow.
    return [`spot:${this.#name}:*`, `bull:${this.jobs("?".repeat(32))}:*`];
  }
}

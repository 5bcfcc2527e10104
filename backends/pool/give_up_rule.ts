/** When the pool stops replacing workers: no restart storm, and no end for a passing cause. @module */
import type { PoolOptions } from "./pool_options.ts";

/** Deaths at the start in a row, beyond one for each worker. */
const START_DEATHS = 4;
/** A kill from outside says next to nothing about the worker: a burst of them must be survived. */
const KILLED_WEIGHT = 0.02;
/** Failed starts in a row for want of resources, where no worker lives. */
const FAILED_STARTS = 8;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5000;

/** Options of {@linkcode GiveUpRule}. */
export type GiveUpOptions = Pick<PoolOptions, "numCores" | "maxRestarts">;

/** Counts what happens to workers; each method returns why to give up, or undefined. */
export class GiveUpRule {
  readonly #options: GiveUpOptions;
  #startDeaths = 0;
  #restarts = 0;
  #failedStarts = 0;

  constructor(options: GiveUpOptions) {
    this.#options = options;
  }

  /** A row came back: workers can work. */
  onRow(): void {
    this.#startDeaths = 0;
  }

  /**
   * A new worker got its first row, which makes up for one death at the start and no more: a worker
   * that closes itself at its start may seem ready, now and then.
   */
  onFirstRow(): void {
    this.#startDeaths = Math.max(0, this.#startDeaths - 1);
  }

  /** A worker has started. */
  onStart(): void {
    this.#failedStarts = 0;
  }

  /** A worker died before its first row. */
  onStartDeath({ reason, killed }: { reason: string; killed?: boolean }): Error | undefined {
    this.#startDeaths += killed ? KILLED_WEIGHT : 1;
    if (this.#startDeaths <= this.#options.numCores + START_DEATHS) return undefined;
    return new Error(`Cannot evaluate rows as workers die before their first row: ${reason}`);
  }

  /** A worker that died is to be replaced. */
  onRestart(reason: string): Error | undefined {
    const { maxRestarts } = this.#options;
    if (++this.#restarts <= maxRestarts) return undefined;
    const rule = `'maxRestarts' is ${maxRestarts}`;
    return new Error(`Cannot start another worker as ${rule}: the last one died, ${reason}`);
  }

  /** Whether starts have just begun to fail. */
  get isFirstShortage(): boolean {
    return this.#failedStarts === 1;
  }

  /**
   * A worker could not be started for want of resources: it is tried again for as long as others
   * work.
   *
   * @returns How long to wait before the next start; undefined to give up.
   */
  onShortage(othersLive: boolean): number | undefined {
    this.#failedStarts++;
    if (!othersLive && this.#failedStarts >= FAILED_STARTS) return undefined;
    return Math.min(FIRST_WAIT_MS * (1 << Math.min(this.#failedStarts - 1, 10)), LONGEST_WAIT_MS);
  }
}

const shortage =
  /too many open files|resource temporarily unavailable|cannot allocate memory|insufficient system resources|not enough memory resources/i;

/** Whether an error tells of a want that may pass: of descriptors, processes, memory. */
export function isShortage(message: string): boolean {
  return shortage.test(message);
}

/** Whether an error tells that a module could not be read, for whatever cause: one that is missing, is "not found". */
export function isUnread(message: string): boolean {
  return /unable to load/i.test(message);
}

/** The rows of one run that a parent waits for: which wait, and which are in jobs. Synchronous. @module */
import type { EvaluationResult, EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import { ChunkSizer } from "../pool/job.ts";
import { packTasks } from "../protocol/packing.ts";
import { rowKeys } from "./row_job.ts";

/** Who waits for rows: one call of `evaluate`. */
export interface Call {
  push(result: EvaluationResult): void;
}

interface Row {
  readonly task: EvaluationTask;
  calls: Call[];
  /** The job that it is in. */
  job: string | undefined;
  /** How often machines lost its job. */
  losses: number;
}

/** A job that is not finished, as far as is known. */
export interface OpenJob {
  readonly id: string;
  /** The names of its rows that are wanted and not there. */
  readonly rows: Set<string>;
  /** When it was last heard of or asked for. */
  askedMs: number;
  /** What its finished rows took, in milliseconds. */
  spentMs: number;
}

/** Work per job, in milliseconds: long against what it costs to send and to collect one. */
const JOB_MS = 50;
/** Jobs of all cores together: what one Redis and one script can well do. */
const JOBS_PER_MS = 2;

/** Rows by name, waiting or in jobs. */
export class RunRows {
  readonly jobs = new Map<string, OpenJob>();
  readonly sizer: ChunkSizer = new ChunkSizer((cores) => Math.max(JOB_MS, cores / JOBS_PER_MS));
  readonly #rows = new Map<string, Row>();
  /** Names in the order in which they were given; some may be of rows that no longer wait. */
  #waiting: string[] = [];
  #head = 0;
  /** Rows that came back from jobs that were lost, which go first. */
  #returned: string[] = [];

  /** How many rows are in jobs. */
  get underWay(): number {
    return [...this.jobs.values()].reduce((sum, { rows }) => sum + rows.size, 0);
  }

  /** How many rows wait, at most: names of rows that no longer do count, too. */
  get waiting(): number {
    return this.#waiting.length - this.#head + this.#returned.length;
  }

  /** Takes in the rows of a call. */
  add(call: Call, rows: Iterable<readonly [string, EvaluationTask]>): void {
    for (const [name, task] of rows) {
      const known = this.#rows.get(name);
      known?.calls.push(call);
      if (known) continue;
      this.#rows.set(name, { task, calls: [call], job: undefined, losses: 0 });
      this.#waiting.push(name);
    }
  }

  /** Notes that a job that was found holds rows; only those that wait count. */
  adopt(id: string, names: readonly string[], now: number): void {
    this.open(id, names.filter((name) => this.#isWaiting(name)), now);
  }

  /** Notes that a job holds rows that were taken for it. */
  open(id: string, names: readonly string[], now: number): void {
    if (names.length === 0) return;
    for (const name of names) this.#rows.get(name)!.job = id;
    const known = this.jobs.get(id)?.rows ?? [];
    this.jobs.set(id, { id, rows: new Set([...known, ...names]), askedMs: now, spentMs: 0 });
  }

  /**
   * Takes rows for a job, which is opened next: their names and tasks. Calls that overlap may number
   * other rows alike: those do not go into the same job.
   */
  take(size: number): readonly (readonly [string, EvaluationTask])[] {
    const taken: [string, EvaluationTask][] = [];
    const numbers = new Set<number>();
    for (let name; taken.length < size && (name = this.#nextName()) !== undefined;) {
      if (!this.#isWaiting(name)) continue;
      const row = this.#rows.get(name)!;
      if (numbers.has(row.task.row)) {
        this.#returned.unshift(name);
        break;
      }
      numbers.add(row.task.row);
      // A name may stand in the list twice, after its row was given up and asked for again.
      row.job = "";
      taken.push([name, row.task]);
    }
    return taken;
  }

  #nextName(): string | undefined {
    if (this.#returned.length > 0) return this.#returned.shift();
    if (this.#head < this.#waiting.length) return this.#waiting[this.#head++];
    [this.#waiting, this.#head] = [[], 0];
  }

  #isWaiting(name: string): boolean {
    const row = this.#rows.get(name);
    return row !== undefined && row.job === undefined;
  }

  /** Takes a row's result, without its number, in; tells whether anybody waited for it. */
  finish(name: string, result: Omit<EvaluationResult, "row">): boolean {
    const row = this.#rows.get(name);
    if (!row) return false;
    for (const call of row.calls) call.push({ ...result, row: row.task.row });
    this.#forget(name, row);
    return true;
  }

  /** A job was taken back: its rows wait again. @returns Whether there were any. */
  release(id: string): boolean {
    for (const name of this.jobs.get(id)?.rows ?? []) {
      this.#rows.get(name)!.job = undefined;
      this.#returned.push(name);
    }
    return this.jobs.delete(id);
  }

  /** No machine has a job any more: its rows wait again. @returns How often that was so of one of them. */
  lose(id: string): number {
    const names = [...this.jobs.get(id)?.rows ?? []];
    this.release(id);
    return Math.max(0, ...names.map((name) => ++this.#rows.get(name)!.losses));
  }

  /** A call has ended. @returns The jobs that nobody waits for any more. */
  leave(call: Call): string[] {
    const before = new Set(this.jobs.keys());
    for (const [name, row] of this.#rows) {
      if (!row.calls.includes(call)) continue;
      row.calls = row.calls.filter((other) => other !== call);
      if (row.calls.length === 0) this.#forget(name, row);
    }
    return [...before].filter((id) => !this.jobs.has(id));
  }

  #forget(name: string, { job }: Row): void {
    this.#rows.delete(name);
    const open = job === undefined ? undefined : this.jobs.get(job);
    open?.rows.delete(name);
    if (open?.rows.size === 0) this.jobs.delete(open.id);
  }
}

/** The names of rows. */
export function nameRows(tasks: readonly EvaluationTask[]): string[] {
  return rowKeys(packTasks(tasks));
}

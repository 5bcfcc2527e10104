/** What a machine does with a job: its rows that are not there yet are evaluated and kept. @module */
import type { Backend } from "../method.ts";
import { unpackTasks } from "../protocol/packing.ts";
import { checkTasks } from "../../spot/core/objective/check_rows.ts";
import type { EvaluationResult, EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import { now } from "../../spot/core/objective/platform.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { isPassing } from "./connection.ts";
import { toKept } from "./kept_row.ts";
import type { ProblemCache } from "./problem_cache.ts";
import { type RowJob, rowKeys } from "./row_job.ts";
import type { RowStore } from "./row_store.ts";
import { ofJob } from "./unusable_job.ts";

/** What evaluating a job takes. */
export interface JobParts {
  /** The machine's id. */
  readonly machine: string;
  readonly backend: Backend;
  readonly problems: ProblemCache;
  readonly rows: RowStore;
  /** Waits until the job may compute; what it gets is called, at least once, when it has done so. */
  readonly enter: () => Promise<() => void>;
  /** Tells what Redis did not take, and waits a moment. */
  readonly waitForServer: (refusal: Error, signal: AbortSignal) => Promise<void>;
  /** Rows were finished. */
  readonly onRows: (rows: number) => void;
}

/** A job as it came. */
export interface TakenJob extends RowJob {
  readonly id: string;
  /** How often its machine did not renew its lease. */
  readonly stalls: number;
}

/** Finished rows are sent at least so often. */
const SEND_MS = 20;
/** From so many on, one of the rows may end machines: each runs alone, so that it can be told. */
const SUSPECT_STALLS = 2;
/** Machines that a row may end alone: each end takes longer than a lease, so that bad luck is rare. */
const DEATHS = 3;

/**
 * Evaluates the rows of a job that are not there yet; one that may end machines, one after the other.
 *
 * @throws {UnusableJob} If its rows are not those of its problem.
 * @throws The signal's reason, or why the pool gave up.
 */
export async function evaluateJob(
  job: TakenJob,
  parts: JobParts,
  signal: AbortSignal,
): Promise<void> {
  const problem = await parts.problems.get(job.problem, signal);
  const missing = await findMissing(job, parts);
  ofJob(() => checkTasks([...missing.values()], problem));
  const rows = new JobRows(job, parts, { missing, problem, signal });
  // Only now: while Redis is asked, and told, other rows compute.
  const leave = await parts.enter();
  try {
    if (isSuspect(job)) await rows.evaluateAlone();
    else await rows.evaluate([...missing.values()], leave);
  } finally {
    leave();
  }
}

/** Whether a row of the job may end machines: then it must be alone on its machine. */
export const isSuspect = ({ stalls }: Pick<TakenJob, "stalls">): boolean =>
  stalls >= SUSPECT_STALLS;

/** The tasks of rows that are not there, by name. */
async function findMissing(
  { run, tasks }: TakenJob,
  { rows }: JobParts,
): Promise<Map<string, EvaluationTask>> {
  const names = rowKeys(tasks);
  const found = await rows.find(run, names);
  const unpack = unpackTasks(tasks);
  const missing = names.flatMap((name, i) => found[i] === null ? [[name, unpack(i)] as const] : []);
  return new Map(missing);
}

interface JobRowsOptions {
  readonly missing: ReadonlyMap<string, EvaluationTask>;
  readonly problem: Problem;
  readonly signal: AbortSignal;
}

/** The rows of one job that are evaluated here. */
class JobRows {
  readonly #job: TakenJob;
  readonly #parts: JobParts;
  readonly #options: JobRowsOptions;
  readonly #names: ReadonlyMap<number, string>;
  #finished: [string, string][] = [];

  constructor(job: TakenJob, parts: JobParts, options: JobRowsOptions) {
    [this.#job, this.#parts, this.#options] = [job, parts, options];
    this.#names = new Map([...options.missing].map(([name, { row }]) => [row, name]));
  }

  /** Evaluates rows; what is finished is sent, also if not all rows can be. */
  async evaluate(tasks: readonly EvaluationTask[], onComputed = () => {}): Promise<void> {
    const { problem, signal } = this.#options;
    let [sentMs, left] = [now(), tasks.length];
    try {
      for await (const result of this.#parts.backend.evaluate(tasks, { problem, signal })) {
        this.#take(result);
        if (--left === 0 || now() - sentMs < SEND_MS) continue;
        if (!await this.#send()) return;
        sentMs = now();
      }
    } finally {
      onComputed();
      await this.#send();
    }
  }

  /** Evaluates one row after the other; one that ended machines each time has failed. */
  async evaluateAlone(): Promise<void> {
    const { rows } = this.#parts;
    const { run } = this.#job;
    for (const [name, task] of this.#options.missing) {
      const deaths = await rows.startAlone(run, name);
      try {
        if (deaths < DEATHS) await this.evaluate([task]);
        else await this.#fail(task.row);
      } finally {
        await rows.endAlone(run, name);
      }
    }
  }

  async #fail(row: number): Promise<void> {
    const message = `the machine died each of ${DEATHS} times that it evaluated this row alone`;
    const failure = { kind: "crash", message } as const;
    const at = now();
    const when = { startMs: at, endMs: at, costMs: 0 };
    this.#take({ row, responses: [], failure, worker: 0, attempt: 0, ...when });
    await this.#send();
  }

  #take(result: EvaluationResult): void {
    const { machine } = this.#parts;
    const attempt = result.attempt + this.#job.stalls;
    this.#finished.push([this.#names.get(result.row)!, toKept({ ...result, attempt }, machine)]);
  }

  /** Also if nothing was finished here, others wait to hear that the rows are there. */
  async #send(): Promise<boolean> {
    const finished = this.#finished;
    this.#finished = [];
    const areWanted = await this.#keep(finished);
    this.#parts.onRows(finished.length);
    return areWanted;
  }

  /** What Redis does not take now it may take later: rows that are finished are not evaluated again. */
  async #keep(finished: readonly [string, string][]): Promise<boolean> {
    const { rows, waitForServer } = this.#parts;
    const { signal } = this.#options;
    while (true) {
      try {
        return await rows.keep(this.#job.run, this.#job.id, finished);
      } catch (error) {
        if (!isPassing(error) || signal.aborted) throw error;
        await waitForServer(error, signal);
      }
    }
  }
}

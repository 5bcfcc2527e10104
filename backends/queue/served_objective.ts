/** One objective on a machine: BullMQ's worker hands out its jobs, the pool evaluates their rows. @module */
import { type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Backend, Method } from "../method.ts";
import type { ModuleGraph } from "../modules/module_graph.ts";
import { unpackTask } from "../protocol/packing.ts";
import { checkTasks } from "../../spot/core/objective/check_rows.ts";
import type { EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import type { Objective } from "../../spot/core/objective/objective.ts";
import { now } from "../../spot/core/objective/platform.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { shorten } from "../../spot/core/options/options.ts";
import { toKept } from "./kept_row.ts";
import type { ProblemStore } from "./problem_store.ts";
import { fromJobData, type RowJob, rowKeys } from "./row_job.ts";
import type { RowStore } from "./row_store.ts";

/** Options of {@linkcode ServedObjective}. */
export interface ServedOptions {
  /** The name of BullMQ's queue. */
  readonly jobs: string;
  /** A connection of its own. */
  readonly connection: Redis;
  /** The machine's id. */
  readonly machine: string;
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly files: ModuleGraph;
  readonly cores: number;
  readonly method: Method;
  readonly problems: ProblemStore;
  readonly rows: RowStore;
  readonly say: (line: string) => void;
  /** Rows were finished. */
  readonly onRows: (rows: number) => void;
  /** No row can be evaluated here. */
  readonly onRefusal: (message: string) => void;
}

/** A job that is not renewed for so long is another machine's. */
const LEASE_MS = 30_000;
const STALLED_CHECK_MS = 5000;
/** Finished rows are sent at least so often. */
const SEND_MS = 20;
/** Of longer jobs none is held ahead: another machine may be free before. */
const LONG_JOB_MS = 250;
/** A problem that was wiped comes again from its parent. */
const PROBLEM_TRIES = 20;
const PROBLEM_WAIT_MS = 500;
/** Problems that are kept at the same time. */
const MOST_PROBLEMS = 2;

/** Why a job is not finished, though nothing is wrong with it. */
type Stop = "cancelled" | "leaving";

/** What anybody with access to Redis may have written. */
class UnusableJob extends Error {}

/** Takes jobs of one objective. */
export class ServedObjective {
  readonly #options: ServedOptions;
  readonly #worker: Worker;
  readonly #backend: Backend;
  readonly #active = new Map<string, { readonly controller: AbortController; rows: number }>();
  readonly #problems = new Map<string, Promise<Problem>>();
  #meanJobMs = 0;
  #left: Promise<void> | undefined;

  constructor(options: ServedOptions) {
    this.#options = options;
    const { moduleUrl, exportName, cores, method, files, say, connection } = options;
    const reference = Object.assign(() => NaN, { moduleUrl, exportName }) as unknown as Objective;
    this.#backend = method.createBackend(reference, {
      numCores: cores,
      modules: files,
      onWarning: say,
    });
    this.#worker = new Worker(options.jobs, (job, token) => this.#process(job, token), {
      connection,
      concurrency: cores + 1,
      lockDuration: LEASE_MS,
      stalledInterval: STALLED_CHECK_MS,
      // Rows that end their machines are told by their own count.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.#worker.on("error", () => {}); // The connection tells of itself, a lost lease its job.
    this.#worker.on("lockRenewalFailed", (ids) => this.cancel(ids));
  }

  /** Number of rows under way. */
  get rows(): number {
    return [...this.#active.values()].reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Nobody waits for these jobs any more. */
  cancel(jobs: readonly string[]): void {
    for (const id of jobs) this.#active.get(id)?.controller.abort("cancelled" satisfies Stop);
  }

  /** Gives all rows back and ends. */
  leave(): Promise<void> {
    return this.#left ??= this.#leave();
  }

  async #leave(): Promise<void> {
    await this.#worker.pause(true);
    for (const { controller } of this.#active.values()) controller.abort("leaving" satisfies Stop);
    await this.#worker.close();
    await this.#backend[Symbol.asyncDispose]();
    this.#options.connection.disconnect();
  }

  async #process(job: Job, token: string | undefined): Promise<void> {
    const controller = new AbortController();
    const active = { controller, rows: 0 };
    this.#active.set(job.id!, active);
    if (this.#left) controller.abort("leaving" satisfies Stop);
    const startMs = now();
    try {
      const rows = readJob(job);
      active.rows = rows.tasks.rows;
      await this.#evaluate(job.id!, rows, controller.signal);
      this.#adaptConcurrency(now() - startMs);
    } catch (error) {
      await this.#stop(job, token, { error, reason: controller.signal.reason });
    } finally {
      this.#active.delete(job.id!);
    }
  }

  async #stop(
    job: Job,
    token: string | undefined,
    { error, reason }: { readonly error: unknown; readonly reason: unknown },
  ): Promise<void> {
    if (reason === "cancelled") return;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UnusableJob) {
      this.#options.say(`Refuses job ${shorten(String(job.id))}: ${message}`);
      throw new UnrecoverableError(message);
    }
    if (reason !== "leaving") {
      await this.#worker.pause(true);
      this.#options.onRefusal(message);
    }
    await job.moveToWait(token);
    throw new WaitingError();
  }

  async #evaluate(
    job: string,
    { run, problem, tasks }: RowJob,
    signal: AbortSignal,
  ): Promise<void> {
    const { rows, machine, onRows } = this.#options;
    const names = rowKeys(tasks);
    const found = await rows.find(run, names);
    const missing = new Map<number, string>();
    const left: EvaluationTask[] = [];
    for (const [index, name] of names.entries()) {
      if (found[index] !== null) continue;
      const task = unpackTask(tasks, index);
      missing.set(task.row, name);
      left.push(task);
    }
    const known = await this.#problemOf(problem);
    checkRows(left, known);
    let finished: [string, string][] = [];
    let sentMs = now();
    const send = async () => {
      const isWanted = await rows.keep(run, job, finished);
      onRows(finished.length);
      [finished, sentMs] = [[], now()];
      return isWanted;
    };
    try {
      for await (const result of this.#backend.evaluate(left, { problem: known, signal })) {
        finished.push([missing.get(result.row)!, toKept(result, machine)]);
        if (now() - sentMs > SEND_MS && finished.length < left.length && !await send()) return;
      }
    } finally {
      await send();
    }
  }

  /** A problem, fetched once. */
  #problemOf(name: string): Promise<Problem> {
    let known = this.#problems.get(name);
    if (known === undefined) {
      known = this.#fetchProblem(name);
      known.catch(() => this.#problems.delete(name));
    }
    this.#problems.delete(name);
    this.#problems.set(name, known);
    const [oldest] = this.#problems.keys();
    if (this.#problems.size > MOST_PROBLEMS) this.#problems.delete(oldest);
    return known;
  }

  async #fetchProblem(name: string): Promise<Problem> {
    for (let i = 0; i < PROBLEM_TRIES && !this.#left; i++) {
      const problem = await this.#options.problems.get(name).catch((error: unknown) => {
        throw new UnusableJob(error instanceof Error ? error.message : String(error));
      });
      if (problem) return problem;
      await new Promise((resolve) => setTimeout(resolve, PROBLEM_WAIT_MS));
    }
    throw new UnusableJob("its problem is not there");
  }

  #adaptConcurrency(ms: number): void {
    this.#meanJobMs = this.#meanJobMs === 0 ? ms : (3 * this.#meanJobMs + ms) / 4;
    const ahead = this.#meanJobMs > LONG_JOB_MS ? 0 : 1;
    const { cores } = this.#options;
    if (this.#worker.concurrency !== cores + ahead) this.#worker.concurrency = cores + ahead;
  }
}

function readJob({ data }: Job): RowJob {
  try {
    return fromJobData(data);
  } catch (error) {
    throw new UnusableJob(error instanceof Error ? error.message : String(error));
  }
}

function checkRows(tasks: readonly EvaluationTask[], problem: Problem): void {
  try {
    checkTasks(tasks, problem);
  } catch (error) {
    throw new UnusableJob(error instanceof Error ? error.message : String(error));
  }
}

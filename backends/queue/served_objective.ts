/** One objective on a machine: BullMQ's worker hands out its jobs, the pool evaluates their rows. @module */
import { messageOf } from "../../spot/core/options/message_of.ts";
import { type Job, UnrecoverableError, WaitingError } from "bullmq";
import type { Redis } from "ioredis";
import type { Backend, Method } from "../method.ts";
import type { ModuleGraph } from "../modules/module_graph.ts";
import { IDLE_NOTICE } from "../pool/idle_notice.ts";
import type { Objective } from "../../spot/core/objective/objective.ts";
import { now, setTimeout, within } from "../../spot/core/objective/platform.ts";
import { clip } from "../../spot/core/options/options.ts";
import { isPassing } from "./connection.ts";
import { evaluateJob, isSuspect, type JobParts, type TakenJob } from "./evaluate_job.ts";
import type { Gate } from "./gate.ts";
import { JobWorker } from "./job_worker.ts";
import { fromJobData } from "./row_job.ts";
import { jobsAhead } from "./jobs_ahead.ts";
import { toLine } from "./shapes.ts";
import { ofJob, UnusableJob } from "./unusable_job.ts";

/** Options of {@linkcode ServedObjective}. */
export interface ServedOptions extends Omit<JobParts, "backend" | "enter" | "waitForServer"> {
  /** The name of BullMQ's queue. */
  readonly jobs: string;
  /** The machine's, as dashboards show it. */
  readonly label: string;
  /** A connection of its own. */
  readonly connection: Redis;
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly files: ModuleGraph;
  readonly cores: number;
  readonly method: Method;
  readonly gate: Gate;
  readonly say: (line: string) => void;
  /** Takes errors of commands. */
  readonly tell: (error: unknown) => void;
  /** A job whose lease is not renewed for so long is another machine's, in milliseconds. */
  readonly leaseMs: number;
  /** No row can be evaluated here. */
  readonly onRefusal: (message: string) => void;
}

/** How often within a lease it is seen which ones have ended. */
const CHECKS = 6;
/** What does not begin in this time is given back, and of longer jobs none is taken ahead. */
const LONG_JOB_MS = 250;

/** Longest time that leaving waits for Redis. */
export const LEAVE_MS = 2000;
/** Until rows that Redis did not take are tried again. */
const REFUSED_MS = 1000;
/** A connection tells of itself; a lease was lost, or a job removed that nobody waited for. */
const EXPECTED = /connect|closed|E[A-Z]{4,}|\block\b|missing key/i;

/** Why a job is not finished, though nothing is wrong with it. */
type Stop = "cancelled" | "leaving" | "ahead";

interface ActiveJob {
  readonly controller: AbortController;
  rows: number;
}

/** Takes jobs of one objective. */
export class ServedObjective {
  readonly #options: ServedOptions;
  readonly #worker: JobWorker;
  readonly #backend: Backend;
  readonly #active = new Map<string, ActiveJob>();
  readonly #unread = new Set<string>();
  #meanJobMs = 0;
  #left: Promise<void> | undefined;

  constructor(options: ServedOptions) {
    this.#options = options;
    const { moduleUrl, exportName, cores, method, files, say, connection, leaseMs } = options;
    // Only its place is asked for: it is imported where rows run.
    const objective = Object.assign(() => NaN, { moduleUrl, exportName }) as unknown as Objective;
    this.#backend = method.createBackend(objective, {
      numCores: cores,
      modules: files,
      onWarning: (warning) => warning !== IDLE_NOTICE && say(warning),
    });
    this.#worker = new JobWorker(options.jobs, (job, token) => this.#process(job, token), {
      connection,
      name: options.label,
      // None is taken ahead before it is known what jobs cost.
      concurrency: cores,
      lockDuration: leaseMs,
      stalledInterval: Math.ceil(leaseMs / CHECKS),
      // Rows that end their machines are told by their own count.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.#worker.on("error", (error) => this.#tell(error));
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
    // Where Redis is out of reach, rows come back when their lease ends.
    await within(LEAVE_MS, this.#worker.close().catch(() => {}));
    await this.#backend[Symbol.asyncDispose]();
    this.#options.connection.disconnect();
  }

  async #process(job: Job, token: string | undefined): Promise<void> {
    const active: ActiveJob = { controller: new AbortController(), rows: 0 };
    const { signal } = active.controller;
    const id = String(job.id);
    this.#active.set(id, active);
    if (this.#left) active.controller.abort("leaving" satisfies Stop);
    try {
      const rows = ofJob(() => fromJobData(job.data));
      active.rows = rows.tasks.rows;
      await this.#evaluate({ ...rows, id, stalls: job.stalledCounter }, active.controller);
    } catch (error) {
      if (signal.reason === "cancelled" satisfies Stop) return;
      if (error instanceof UnusableJob) this.#refuseJob(id, error);
      if (signal.reason === "ahead" satisfies Stop) this.#setAhead(0);
      if (isPassing(error)) await this.#waitForServer(error, signal);
      else if (!signal.aborted) await this.#refuseAll(error);
      await job.moveToWait(token);
      throw new WaitingError();
    } finally {
      this.#active.delete(id);
    }
  }

  /** BullMQ reads jobs before they are checked. */
  #tell(error: Error): void {
    const { name, message } = error;
    if (name === "SyntaxError") this.#tellUnread(`A job cannot be read: ${clip(message)}`);
    else if (name === "ReplyError") this.#options.tell(error);
    else if (!EXPECTED.test(message)) this.#options.say(message);
  }

  #tellUnread(line: string): void {
    if (!this.#unread.has(line)) this.#options.say(line);
    this.#unread.add(line);
  }

  async #evaluate(job: TakenJob, controller: AbortController): Promise<void> {
    let [startMs, ms] = [0, 0];
    const enter = async () => {
      const leave = await this.#enter(job, controller);
      startMs = now();
      return () => {
        ms ||= now() - startMs;
        leave();
      };
    };
    const waitForServer: JobParts["waitForServer"] = (...args) => this.#waitForServer(...args);
    const parts = { ...this.#options, backend: this.#backend, enter, waitForServer };
    await evaluateJob(job, parts, controller.signal);
    this.#meanJobMs = this.#meanJobMs === 0 ? ms : (3 * this.#meanJobMs + ms) / 4;
    this.#setAhead(this.#meanJobMs > LONG_JOB_MS ? 0 : jobsAhead(this.#meanJobMs));
  }

  /** A job that was taken ahead waits for a short time only: another machine may be free. */
  async #enter(job: TakenJob, controller: AbortController): Promise<() => void> {
    const isAhead = this.#active.size > this.#options.cores && !isSuspect(job);
    const timer = isAhead
      ? setTimeout(() => controller.abort("ahead" satisfies Stop), LONG_JOB_MS)
      : undefined;
    try {
      return await this.#options.gate.enter(isSuspect(job), controller.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  #refuseJob(id: string, { message }: UnusableJob): never {
    this.#options.say(`Refuses job ${clip(id)}: ${toLine(message)}`);
    throw new UnrecoverableError(message);
  }

  /** What Redis refuses now it may take later. */
  async #waitForServer(refusal: Error, signal: AbortSignal): Promise<void> {
    this.#options.tell(refusal);
    for (let i = 0; i < REFUSED_MS / 100 && !signal.aborted; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The pool gave up: another machine may do better. */
  async #refuseAll(error: unknown): Promise<void> {
    await this.#worker.pause(true);
    this.#options.onRefusal(messageOf(error));
  }

  #setAhead(ahead: number): void {
    const { cores } = this.#options;
    const concurrency = cores + Math.ceil(ahead * cores / 2);
    if (this.#worker.concurrency !== concurrency) this.#worker.concurrency = concurrency;
  }
}

/** One run of a parent: its rows go out as jobs, and come back as results. @module */
import type { BulkJobOptions, Queue } from "bullmq";
import { digestOfText, isRecord } from "./shapes.ts";
import type { Redis } from "ioredis";
import { problemDigest } from "../log/identity.ts";
import type { EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import { now } from "../../spot/core/objective/platform.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { fromKept, type KeptRow } from "./kept_row.ts";
import type { MachineList } from "./machine_list.ts";
import { readJson } from "./presence.ts";
import { problemName, type ProblemStore } from "./problem_store.ts";
import { fromJobData, jobId, MOST_ROWS, type RowJobData, rowKeys, toJobData } from "./row_job.ts";
import type { RowStore } from "./row_store.ts";
import { type Call, nameRows, type OpenJob, RunRows } from "./run_rows.ts";

/** What a run uses of its session. */
export interface RunParts {
  readonly redis: Redis;
  readonly queue: Queue;
  readonly rows: RowStore;
  readonly problems: ProblemStore;
  readonly machines: MachineList;
  readonly warn: (message: string) => void;
}

/** A call of `evaluate`, which may end before its rows are there. */
export type EndingCall = Call & { readonly hasEnded: boolean };

/** A job for BullMQ. */
export interface NewJob {
  readonly name: string;
  readonly data: RowJobData;
  readonly opts: BulkJobOptions;
}

/** Options of {@linkcode Run.takeJobs}. */
export interface TakeJobsOptions {
  readonly cores: number;
  readonly chunkSize?: number;
  /** So that jobs that were given up are not taken for new ones. */
  readonly epoch: number;
}

/** A job of which nothing was heard for so long is asked for. */
const ASK_MS = 3000;
/** Jobs that are asked for at once. */
const MOST_ASKED = 500;

/** The rows of one problem. */
export class Run {
  /** Of the objective and the problem. */
  readonly digest: string;
  /** The problem's. */
  readonly name: string;
  readonly rows: RunRows = new RunRows();
  readonly #problem: Problem;
  readonly #parts: RunParts;
  #isReady = false;
  /** Jobs of an earlier parent were looked for. */
  #isOpen = false;

  /** @param objective The objective's id. */
  constructor(objective: string, problem: Problem, parts: RunParts) {
    [this.#problem, this.#parts] = [problem, parts];
    this.digest = digestOf(objective, problem);
    this.name = problemName(problem);
  }

  /** Says in Redis that the run is wanted, and what its rows are about. */
  async prepare(): Promise<void> {
    await this.#parts.rows.want(this.digest);
    await this.#parts.problems.put(this.name, this.#problem);
    this.#isReady = true;
  }

  /** Finds a call's rows in Redis; the others wait from now on. Nothing was done if it rejects. */
  async add(call: EndingCall, tasks: readonly EvaluationTask[]): Promise<void> {
    const names = nameRows(tasks);
    const found = await this.#parts.rows.find(this.digest, names);
    if (call.hasEnded) return;
    const at = now();
    const left = new Map(names.map((name, i) => [name, tasks[i]]));
    for (const [i, text] of found.entries()) {
      const kept = this.#read(names[i], text);
      if (!kept) continue;
      const { outcome, attempt, costMs } = kept;
      const { row } = tasks[i];
      call.push({ ...outcome, row, worker: -1, attempt, costMs, startMs: at, endMs: at });
      left.delete(names[i]);
    }
    this.rows.add(call, left);
  }

  /** Jobs of an earlier parent hold rows that are computed already: no others are taken before. */
  async adoptJobs(): Promise<void> {
    if (this.#isOpen) return;
    const { queue, redis } = this.#parts;
    // Read here and not by BullMQ, whose reading fails as a whole if anybody wrote what is no job.
    const ids = await queue.getRanges(["waiting", "active"], 0, -1);
    const texts = await Promise.all(ids.map((id) => redis.hget(queue.toKey(id), "data")));
    for (const [i, id] of ids.entries()) {
      try {
        const data = readJson(texts[i] ?? "");
        if (!isRecord(data) || data.run !== this.digest) continue;
        this.rows.adopt(id, rowKeys(fromJobData(data).tasks), now());
      } catch {
        // A machine refuses it.
      }
    }
    this.#isOpen = true;
  }

  /** Takes rows that wait for new jobs, at most as many as there is room for. */
  takeJobs(room: number, options: TakeJobsOptions): NewJob[] {
    const jobs: NewJob[] = [];
    while (this.#isOpen && jobs.length < room && this.rows.waiting > 0) {
      const job = this.#takeJob(options);
      if (!job) break;
      jobs.push(job);
    }
    return jobs;
  }

  #takeJob({ cores, chunkSize, epoch }: TakeJobsOptions): NewJob | undefined {
    const { rows, digest, name } = this;
    const size = chunkSize ?? rows.sizer.next(rows.waiting, cores);
    const taken = rows.take(Math.min(size, MOST_ROWS));
    if (taken.length === 0) return undefined;
    const tasks = taken.map(([, task]) => task);
    const names = taken.map(([name]) => name);
    const id = jobId(digest, names, epoch);
    rows.open(id, names, now());
    return {
      // For dashboards.
      name: tasks.length === 1
        ? `row ${tasks[0].row}`
        : `${tasks.length} rows, ${tasks[0].row} ...`,
      data: toJobData(tasks, { run: digest, problem: name }),
      opts: { jobId: id, attempts: 1, removeOnComplete: true, removeOnFail: true },
    };
  }

  /**
   * Takes in the rows of a job that are there.
   *
   * @param cores Workers are numbered below it.
   * @returns What the whole job took, in milliseconds, if these were its last.
   */
  async collect(job: OpenJob, cores: number): Promise<number | undefined> {
    const arrivedMs = job.askedMs = now();
    const names = [...job.rows];
    const texts = await this.#parts.rows.find(this.digest, names);
    let [rows, ms] = [0, 0];
    for (const [i, name] of names.entries()) {
      const kept = this.#read(name, texts[i]);
      if (!kept || !this.rows.finish(name, this.#toResult(kept, arrivedMs, cores))) continue;
      [rows, ms] = [rows + 1, ms + kept.spanMs];
    }
    this.rows.sizer.record(rows, ms);
    job.spentMs += ms;
    return rows > 0 && job.rows.size === 0 ? job.spentMs : undefined;
  }

  #toResult(kept: KeptRow, arrivedMs: number, cores: number) {
    const { outcome, machine, spanMs, waitedMs, attempt, costMs } = kept;
    const endMs = arrivedMs - waitedMs;
    const worker = this.#parts.machines.coreOf(machine, kept.worker) % Math.max(1, cores);
    return { ...outcome, worker, attempt, costMs, startMs: endMs - spanMs, endMs };
  }

  /** What was tampered with is removed, and evaluated again. */
  #read(name: string, text: string | null): KeptRow | undefined {
    if (text === null) return undefined;
    const { rows, warn } = this.#parts;
    try {
      return fromKept(text);
    } catch {
      warn(`Row ${name} in Redis is no outcome: it is evaluated again`);
      rows.removeRow(this.digest, name).catch(() => {});
    }
  }

  /**
   * Says again what is wanted, and asks for jobs of which nothing was heard: what is not there any more
   * is lost, and its rows wait again.
   *
   * @returns How often machines lost the same row, at most.
   */
  async refresh(cores: number): Promise<number> {
    if (!this.#isReady) return 0;
    const { rows, problems, redis, queue } = this.#parts;
    const isKnown = await rows.want(this.digest);
    await problems.put(this.name, this.#problem);
    // A Redis that was wiped has no jobs either.
    for (const id of isKnown ? [] : [...this.rows.jobs.keys()]) this.rows.release(id);
    const latest = now() - ASK_MS;
    const silent = [...this.rows.jobs.values()].filter(({ askedMs }) => askedMs < latest)
      .slice(0, MOST_ASKED);
    const are = await Promise.all(silent.map(({ id }) => redis.exists(queue.toKey(id))));
    await Promise.all(silent.map((job) => this.collect(job, cores)));
    const lost = silent.filter((_, i) => are[i] === 0);
    return Math.max(0, ...lost.map(({ id }) => this.rows.lose(id)));
  }
}

/** What names a run: the same objective and problem are the same run. */
export function digestOf(objective: string, problem: Problem): string {
  const identity = JSON.stringify([objective, problemDigest(problem)]);
  return digestOfText(identity);
}

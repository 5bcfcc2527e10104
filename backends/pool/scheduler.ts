/**
 * Scheduling, once for all parallel backends: which worker evaluates which rows next, and what
 * happens when it dies, hangs, or answers late or twice. Synchronous, driven by events.
 *
 * @module
 */
import { closedError } from "../../spot/core/objective/backend.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import type { Reply } from "../protocol/message.ts";
import { packTasks, unpackOutcomes } from "../protocol/packing.ts";
import { problemDigest } from "../log/identity.ts";
import type { Channel, Clock, Death } from "./channel.ts";
import { countdown, LATENCY_MS, limitStart, SLOW_START_MS } from "./countdown.ts";
import { GiveUpRule, isShortage, isUnread } from "./give_up_rule.ts";
import type { Job, Portion } from "./job.ts";
import type { PoolOptions } from "./pool_options.ts";
import {
  describeLateStart,
  describeLoss,
  describeShortage,
  describeSlowStart,
  describeSpent,
  describeUncloneable,
} from "./notices.ts";
import { type Chunk, MOST_FORGOTTEN, settle, Slot, unsettled } from "./slot.ts";
import { Stealing } from "./stealing.ts";

/** Time for a worker to answer an abort before it is killed. */
const ABORT_GRACE_MS = 150;
/** Time for a worker to start a row: a busy machine must not use up the row's limit. */
const ROW_START_MS = 2000;

/** Options of {@linkcode Scheduler}. */
export interface SchedulerOptions extends Omit<PoolOptions, "name"> {
  readonly clock: Clock;
}

/** Distributes the rows of jobs over workers. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #slots: readonly Slot[];
  readonly #jobs: Job[] = [];
  #chunks = 0;
  readonly #rule: GiveUpRule;
  /** A worker has started once. */
  #hasStarted = false;
  /** Set while no worker is started for want of resources. */
  #retryTimer: (() => void) | undefined;
  readonly #stealing: Stealing;
  /** Set when no worker can ever start, or the pool is closed. */
  #broken: Error | undefined;
  /** Set when no other worker can start: those that live finish what they can. */
  #refusal: Error | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#rule = new GiveUpRule(options);
    this.#stealing = new Stealing(options.clock, () => this.#dispatch());
    this.#slots = Array.from({ length: options.numCores }, (_, worker) => new Slot(worker));
  }

  /** Starts workers ahead of the first rows: they load their modules while the problem is described. */
  open(problem: Problem, count: number): void {
    const closed = this.#slots.slice(0, count).filter(({ state }) => state === "closed");
    for (const slot of closed) if (this.#mayStart()) this.#startWorker(slot);
    for (const slot of closed) if (slot.channel) this.#sendProblem(slot, problem);
  }

  submit(job: Job): void {
    if (this.#broken) return job.end({ error: this.#broken });
    if (job.tasks.length === 0) return job.end();
    this.#jobs.push(job);
    this.#dispatch();
  }

  /** Ends a job; workers that hold its rows are asked to stop, then made to. */
  cancel(job: Job, error: unknown): void {
    job.end({ error });
    this.#dropEnded();
    for (const slot of this.#slots) if (slot.chunk?.job === job) this.#cancelChunk(slot);
    this.#dispatch();
  }

  /** Ends all jobs and workers. */
  async close(): Promise<void> {
    this.#break(closedError());
    const channels = this.#slots.map((slot) => slot.channel);
    for (const slot of this.#slots) slot.clear();
    await Promise.all(channels.map((channel) => channel?.close()));
  }

  #break(error: Error): void {
    this.#broken ??= error;
    this.#stealing.stop();
    this.#retryTimer?.();
    for (const job of this.#jobs.splice(0)) job.end({ error });
  }

  /** Gives up: all jobs end with the error, and all workers. */
  #fail(error: Error): void {
    const isTold = this.#jobs.length > 0;
    this.#break(error);
    if (isTold) this.#broken = describeSpent(error);
    for (const slot of this.#slots) this.#killSlot(slot);
  }

  #dropEnded(): void {
    for (let i = this.#jobs.length - 1; i >= 0; i--) {
      if (this.#jobs[i].ended) this.#jobs.splice(i, 1);
    }
  }

  // Workers

  #openSlot(slot: Slot, problem: Problem): void {
    this.#startWorker(slot);
    if (slot.channel) this.#sendProblem(slot, problem);
  }

  /** Leaves the slot without a channel if no worker can start. */
  #startWorker(slot: Slot): void {
    const mine = () => slot.channel === channel && channel !== undefined;
    let channel: Channel | undefined;
    try {
      channel = this.#options.open(slot.worker, {
        reply: (reply) => mine() && this.#onReply(slot, reply),
        died: (death) => mine() && this.#onDeath(slot, death),
      });
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return this.#onStartFailure(slot, failure, isShortage(failure.message));
    }
    [slot.channel, slot.state] = [channel, "opening"];
  }

  #sendProblem(slot: Slot, problem: Problem): void {
    [slot.state, slot.problem, slot.digest] = ["opening", problem, problemDigest(problem)];
    slot.unanswered++;
    const { clock, warn, startTimeoutMs = Infinity } = this.#options;
    slot.setTimer(limitStart(clock, startTimeoutMs, {
      slow: () => warn(describeSlowStart(slot.worker, SLOW_START_MS)),
      late: () => this.#onLateStart(slot, startTimeoutMs),
    }));
    try {
      slot.channel?.post({ kind: "problem", digest: slot.digest, problem });
    } catch (cause) {
      this.#killSlot(slot);
      this.#endJobsOf(problem, cause);
    }
  }

  #onLateStart(slot: Slot, ms: number): void {
    const reason = describeLateStart(this.#options.moduleUrl, ms);
    slot.channel?.kill();
    this.#onDeath(slot, { reason, final: !this.#hasStarted });
  }

  /** @param mayPass It is worth another try, later. */
  #onStartFailure(slot: Slot, error: Error, mayPass: boolean): void {
    const { warn, clock } = this.#options;
    slot.clear();
    if (!mayPass) return this.#refuseStarts(error);
    // Several starts that fail together are one want.
    if (this.#retryTimer) return;
    const othersLive = this.#slots.some(({ channel }) => channel !== undefined);
    const waitMs = this.#rule.onShortage(othersLive);
    if (waitMs === undefined) return this.#fail(error);
    if (this.#rule.isFirstShortage) warn(describeShortage(slot.worker, error.message));
    this.#retryTimer = clock.after(waitMs, () => {
      this.#retryTimer = undefined;
      this.#dispatch();
    });
  }

  #mayStart(): boolean {
    return !this.#broken && !this.#refusal && this.#retryTimer === undefined;
  }

  #endJobsOf(problem: Problem, cause: unknown): void {
    const error = new TypeError(describeUncloneable(cause), { cause });
    for (const job of [...this.#jobs]) if (job.problem === problem) this.cancel(job, error);
  }

  #killSlot(slot: Slot): void {
    slot.channel?.kill();
    slot.clear();
  }

  // Rows out

  #dispatch(): void {
    this.#dropEnded();
    for (const slot of this.#slots) if (slot.state === "idle") this.#feed(slot);
    this.#openForDemand();
    if (this.#refusal && this.#jobs.length > 0 && !this.#isAtWork()) this.#fail(this.#refusal);
    this.#stealing.watch(this.#slots);
  }

  #isAtWork(): boolean {
    return this.#slots.some(({ state }) => state === "busy" || state === "opening");
  }

  #feed(slot: Slot): void {
    for (const job of this.#jobs) {
      if (job.demand === 0) continue;
      if (job.problem !== slot.problem) return this.#sendProblem(slot, job.problem);
      const portion = job.take(slot.fresh, this.#chunkSize(job));
      if (portion) return this.#send(slot, job, portion);
      const isOpening = this.#slots.some(({ state }) => state === "opening");
      if (job.needsFreshWorker && this.#mayStart() && !isOpening) {
        return this.#renew(slot, job.problem);
      }
    }
  }

  #chunkSize(job: Job): number {
    const { chunkSize, rowTimeoutMs, numCores } = this.#options;
    if (rowTimeoutMs !== undefined) return 1;
    return chunkSize ?? job.sizer.next(job.waiting, numCores);
  }

  /** Replaces an idle worker by a new one, for a row that is to be alone on it. */
  #renew(slot: Slot, problem: Problem): void {
    this.#killSlot(slot);
    this.#openSlot(slot, problem);
  }

  #send(slot: Slot, job: Job, { indices, careful }: Portion): void {
    const { clock } = this.#options;
    const now = clock.now();
    const id = ++this.#chunks;
    const settled = new Uint8Array(indices.length);
    const { fresh } = slot;
    if (fresh) this.#rule.onFirstRow();
    const when = { sentMs: now, heardMs: now };
    const left = indices.length;
    slot.chunk = { id, job, indices, settled, left, fresh, careful, ...when, cancelled: false };
    [slot.state, slot.fresh] = ["busy", false];
    const tasks = packTasks(indices.map((index) => job.tasks[index]));
    const announce = this.#options.rowTimeoutMs !== undefined;
    const { digest: problem } = slot;
    slot.channel?.post({ kind: "rows", chunk: id, problem, tasks, careful, announce });
    this.#limitRow(slot, slot.chunk, ROW_START_MS);
  }

  #openForDemand(): void {
    let demand = this.#jobs.reduce((sum, job) => sum + job.demand, 0);
    demand -= this.#slots.filter(({ state }) => state === "opening").length;
    for (const slot of this.#slots) {
      const job = this.#jobs.find((candidate) => candidate.demand > 0);
      if (demand <= 0 || !job || !this.#mayStart()) return;
      if (slot.state !== "closed") continue;
      this.#openSlot(slot, job.problem);
      demand--;
    }
  }

  // Rows back

  #onReply(slot: Slot, reply: Reply): void {
    if (reply.kind === "ready") return this.#onReady(slot);
    if (reply.kind === "refused") return this.#onRefused(slot, reply.message);
    const { chunk } = slot;
    if (chunk?.id !== reply.chunk) return;
    if (reply.kind === "unknown") return this.#onUnknown(slot, chunk);
    [slot.forgotten, chunk.heardMs] = [0, this.#options.clock.now()];
    this.#settle(slot, chunk, reply);
    if (reply.done) this.#onChunkDone(slot, chunk);
    else if (!chunk.cancelled) this.#limitRow(slot, chunk, LATENCY_MS);
  }

  /** The worker does not have the problem, for example as its place was taken by another one. */
  #onUnknown(slot: Slot, chunk: Chunk): void {
    if (++slot.forgotten > MOST_FORGOTTEN) {
      slot.channel?.kill();
      return this.#onDeath(slot, { reason: "it does not keep its problem" });
    }
    chunk.job.giveBack(unsettled(chunk).map((position) => chunk.indices[position]));
    [slot.chunk, slot.problem, slot.fresh] = [undefined, undefined, chunk.fresh];
    this.#sendProblem(slot, chunk.job.problem);
    this.#dispatch();
  }

  #onRefused(slot: Slot, message: string): void {
    this.#killSlot(slot);
    const mayPass = isShortage(message) || (this.#hasStarted && isUnread(message));
    this.#onStartFailure(slot, new Error(message), mayPass);
  }

  #onReady(slot: Slot): void {
    if (slot.state !== "opening" || --slot.unanswered > 0) return;
    slot.setTimer(undefined);
    slot.state = "idle";
    this.#hasStarted = true;
    this.#rule.onStart();
    this.#dispatch();
  }

  #settle(slot: Slot, chunk: Chunk, { outcomes }: Extract<Reply, { kind: "outcomes" }>): void {
    const { job, indices, sentMs } = chunk;
    let [from, to, rows] = [Infinity, 0, 0];
    for (const { row: position, startMs, ...outcome } of unpackOutcomes(outcomes)) {
      if (position >= indices.length) continue;
      settle(chunk, position);
      const endMs = startMs + outcome.costMs;
      [from, to, rows] = [Math.min(from, startMs), endMs, rows + 1];
      if (chunk.cancelled) continue;
      const when = { startMs: sentMs + startMs, endMs: sentMs + endMs };
      job.finish(indices[position], { ...outcome, worker: slot.worker, ...when });
    }
    if (rows > 0) this.#rule.onRow();
    job.sizer.record(rows, to - from);
  }

  #onChunkDone(slot: Slot, chunk: Chunk): void {
    if (!chunk.cancelled && chunk.left > 0) {
      slot.channel?.kill();
      return this.#onDeath(slot, { reason: "it left out rows" });
    }
    slot.setTimer(undefined);
    if (chunk.cancelled && this.#options.renewAfterAbort) this.#killSlot(slot);
    else [slot.chunk, slot.state] = [undefined, "idle"];
    this.#dispatch();
  }

  // Deaths

  #onDeath(slot: Slot, death: Death): void {
    const { worker, state } = slot;
    const isStart = state === "opening" || (state === "idle" && slot.fresh);
    const chunk = slot.clear();
    const lost = chunk && !chunk.cancelled ? unsettled(chunk).map((at) => chunk.indices[at]) : [];
    const error = new Error(death.reason);
    if (state !== "busy" && isShortage(death.reason)) {
      return this.#onStartFailure(slot, error, true);
    }
    if (death.final) return this.#refuseStarts(error);
    this.#options.warn(describeLoss(worker, death.reason, lost.length));
    if (chunk && lost.length > 0) this.#lose(worker, chunk, lost, death);
    this.#dropEnded();
    const spent = (isStart ? this.#rule.onStartDeath(death) : undefined) ??
      (this.#jobs.length > 0 ? this.#rule.onRestart(death.reason) : undefined);
    if (spent) this.#fail(spent);
    else this.#dispatch();
  }

  /** What living workers can finish is finished, then the jobs end with the error. */
  #refuseStarts(error: Error): void {
    const states = this.#slots.map(({ state }) => state);
    if (states.every((state) => state === "closed")) return this.#fail(error);
    const othersWork = states.includes("idle") || states.includes("busy");
    if (!this.#refusal && othersWork) {
      this.#options.warn(`A worker could not be started, the others go on: ${error.message}`);
    }
    this.#refusal ??= error;
    this.#dispatch();
  }

  #lose(worker: number, chunk: Chunk, lost: readonly number[], death: Death): void {
    const { careful, fresh, indices, sentMs: startMs } = chunk;
    const alone = fresh && indices.length === 1;
    const { reason, outOfMemory = false } = death;
    const endMs = this.#options.clock.now(), costMs = endMs - startMs;
    const failure = chunk.job.lose(lost, { alone, careful, outOfMemory, reason, ms: costMs });
    if (!failure) return;
    chunk.job.finish(lost[0], { responses: [], failure, costMs, worker, startMs, endMs });
  }

  // Time

  /** The limit counts from the row's start, which the worker announces. */
  #limitRow(slot: Slot, chunk: Chunk, latencyMs: number): void {
    const { clock, rowTimeoutMs } = this.#options;
    if (rowTimeoutMs === undefined) return;
    const limitMs = rowTimeoutMs + latencyMs;
    slot.setTimer(countdown(clock, limitMs, () => this.#onRowTimeout(slot, chunk)));
  }

  #onRowTimeout(slot: Slot, chunk: Chunk): void {
    const { clock, rowTimeoutMs } = this.#options;
    const [startMs, endMs] = [chunk.heardMs, clock.now()];
    const message = `the row took longer than its limit of ${rowTimeoutMs} ms`;
    const failure = { kind: "timeout", message } as const;
    const where = { worker: slot.worker, startMs, endMs, costMs: endMs - startMs };
    chunk.job.finish(chunk.indices[0], { responses: [], failure, ...where });
    this.#cancelChunk(slot);
    this.#dispatch();
  }

  #cancelChunk(slot: Slot): void {
    const { chunk } = slot;
    if (!chunk) return;
    chunk.cancelled = true;
    slot.channel?.post({ kind: "abort", chunk: chunk.id });
    slot.setTimer(countdown(this.#options.clock, ABORT_GRACE_MS, () => {
      this.#killSlot(slot);
      this.#dispatch();
    }));
  }
}

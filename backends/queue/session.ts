/** A parent's side of the queue while it is connected: its runs, and the machines that are there. @module */
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { EvaluationTask, PresentMachine } from "../../spot/core/objective/evaluation.ts";
import { setImmediate, within } from "../../spot/core/objective/platform.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { type ParentAnnouncement, toJobIds, type WantedObjective } from "./announcement.ts";
import { isPassing, isRefusal, reachServer, type Server, untilAnswered } from "./connection.ts";
import { jobsAhead } from "./jobs_ahead.ts";
import { KEEP_MS, Keys } from "./keys.ts";
import { Look } from "./look.ts";
import { MachineList } from "./machine_list.ts";
import { BEAT_MS, newId, Presence } from "./presence.ts";
import { ProblemStore } from "./problem_store.ts";
import { removeUnwanted } from "./removal.ts";
import { RowStore } from "./row_store.ts";
import { digestOf, type EndingCall, Run, type RunParts } from "./run.ts";
import type { Call, OpenJob } from "./run_rows.ts";

/** Options of {@linkcode Session}. */
export interface SessionOptions {
  readonly url: string;
  readonly name: string;
  /** Cores to begin with. */
  readonly minCores: number;
  /** Rows at a time, at most. */
  readonly mostCores: number;
  readonly chunkSize?: number;
  readonly objective: WantedObjective;
  /** The objective's. */
  readonly id: string;
  readonly warn: (message: string) => void;
  /** Ends all calls. */
  readonly fail: (error: Error) => void;
}

/** A row whose job vanishes so often is one that no machine takes. */
const MOST_LOSSES = 12;
const LEAVE_MS = 3000;

/** Connected to Redis. */
export class Session {
  readonly #options: SessionOptions;
  readonly #server: Server;
  readonly #redis: Redis;
  readonly #jobsRedis: Redis;
  readonly #subscriber: Redis;
  readonly #keys: Keys;
  readonly #queue: Queue;
  readonly #parts: RunParts;
  readonly #machines: MachineList;
  readonly #runs = new Map<string, { readonly run: Run; readonly ready: Promise<void> }>();
  readonly #id = newId();
  /** So that jobs that were given up are not taken for new ones. */
  #epoch = 0;
  #hasBegun = false;
  #isClosed = false;
  #isPumping = false;
  /** What a job takes about, in milliseconds. */
  #jobMs = 1000;
  readonly #arrivals = new Look(() => this.#seeMachines());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refreshing: Promise<void> = Promise.resolve();

  /**
   * Connects.
   *
   * @throws {Error} If Redis cannot be reached.
   */
  static async open(options: SessionOptions): Promise<Session> {
    const server = await reachServer(options.url, options.warn);
    const session = new Session(options, server);
    try {
      await session.#begin();
    } catch (error) {
      await session.close();
      throw server.explain(error);
    }
    return session;
  }

  private constructor(options: SessionOptions, server: Server) {
    [this.#options, this.#server] = [options, server];
    const keys = this.#keys = new Keys(options.name);
    const redis = this.#redis = server.open();
    this.#subscriber = server.open();
    this.#queue = new Queue(keys.jobs(options.id), {
      connection: this.#jobsRedis = server.openForJobs(),
      streams: { events: { maxLen: 100 } },
    });
    this.#queue.on("error", () => {}); // The connection tells of itself.
    this.#machines = new MachineList(options.objective, options.id, options.warn);
    this.#parts = {
      redis,
      queue: this.#queue,
      rows: new RowStore(redis, keys),
      problems: new ProblemStore(redis, keys),
      machines: this.#machines,
      warn: options.warn,
    };
  }

  /** Why no rows go out, if they do not. */
  get want(): string | undefined {
    const { cores } = this;
    if (this.#hasBegun && cores > 0) return undefined;
    return cores === 0 ? "a machine" : `${this.#options.minCores} cores, ${cores} are there`;
  }

  /** Cores of the machines that are there. */
  get cores(): number {
    return Math.min(this.#machines.cores, this.#options.mostCores);
  }

  /** Who is there, and what they have. */
  get workers(): string {
    const rows = this.#all.reduce((sum, run) => sum + run.rows.underWay, 0);
    return `${this.#machines.summary}, ${rows} rows under way`;
  }

  /** The machines that are there. */
  get machines(): readonly PresentMachine[] {
    return this.#machines.all;
  }

  /** Finds a call's rows, or has them evaluated. */
  async evaluate(
    call: EndingCall,
    tasks: readonly EvaluationTask[],
    problem: Problem,
  ): Promise<void> {
    try {
      const run = await untilAnswered(async () => {
        const { run, ready } = this.prepare(problem);
        await ready;
        return run;
      });
      await untilAnswered(() => run.add(call, tasks));
      await untilAnswered(() => run.adoptJobs());
    } catch (error) {
      throw isRefusal(error) ? this.#server.explain(error) : error;
    }
    this.#pump();
  }

  /** A call has ended: jobs that nobody waits for are taken back. */
  leave(call: Call): void {
    const jobs = this.#all.flatMap(({ rows }) => rows.leave(call));
    if (jobs.length > 0) this.#cancel(jobs).catch(() => {});
    if (!this.#isClosed) this.#pump();
  }

  /** Leaves; what nobody else wants is removed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    // What is under way would put back what is removed.
    const ready = [...this.#runs.values()].map((prepared) => prepared.ready);
    await within(LEAVE_MS, Promise.allSettled([this.#refreshing, ...ready]));
    await within(LEAVE_MS, this.#remove().catch(() => {}));
    await within(LEAVE_MS, this.#queue.close().catch(() => {}));
    for (const redis of [this.#redis, this.#jobsRedis, this.#subscriber]) redis.disconnect();
  }

  // Runs

  /** Makes a problem's run known. */
  prepare(problem: Problem): { readonly run: Run; readonly ready: Promise<void> } {
    const { id } = this.#options;
    const digest = digestOf(id, problem);
    const known = this.#runs.get(digest);
    if (known) return known;
    const run = new Run(id, problem, this.#parts);
    const prepared = { run, ready: this.#prepare(run) };
    this.#runs.set(digest, prepared);
    // Whoever evaluates is told; the next call tries again.
    prepared.ready.catch(() => this.#runs.delete(digest));
    return prepared;
  }

  async #prepare(run: Run): Promise<void> {
    await this.#subscriber.subscribe(this.#keys.finished(run.digest));
    await this.#announce();
    await run.prepare();
  }

  /** All runs. */
  get #all(): Run[] {
    return [...this.#runs.values()].map(({ run }) => run);
  }

  // Rows out

  /** Soon, so that rows that come back together are followed by jobs that go together. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    setImmediate(() => {
      this.#isPumping = false;
      this.#sendJobs();
    });
  }

  #sendJobs(): void {
    const { cores } = this;
    const { minCores, mostCores, chunkSize } = this.#options;
    this.#hasBegun ||= cores >= Math.min(minCores, mostCores);
    if (this.#isClosed || !this.#hasBegun || cores === 0) return;
    // Nothing waits ahead where that would be more rows at a time than asked for.
    const isBounded = this.#machines.cores > cores;
    let room = cores * (isBounded ? 1 : 1 + jobsAhead(this.#jobMs));
    for (const { rows } of this.#all) room -= rows.jobs.size;
    for (const run of this.#all) {
      const jobs = run.takeJobs(room, { cores, chunkSize, epoch: this.#epoch });
      room -= jobs.length;
      if (jobs.length > 0) this.#queue.addBulk(jobs).catch((error) => this.#onUnsent(error));
    }
  }

  /** Jobs that are lost on the way are sent again; those that Redis refuses for good would be again. */
  #onUnsent(error: unknown): void {
    if (isPassing(error)) return this.#server.tell(error);
    if (!isRefusal(error) || this.#isClosed) return;
    this.#options.fail(new Error(`Cannot send rows as Redis refuses them: ${error.message}`));
  }

  async #cancel(jobs: readonly string[]): Promise<void> {
    this.#epoch++;
    await Promise.allSettled(jobs.map((id) => this.#queue.remove(id)));
    await this.#redis.publish(this.#keys.cancelled, JSON.stringify(jobs));
  }

  /** Another parent took jobs back: who still waits for their rows sends them again. */
  #release(jobs: readonly string[]): void {
    const released = jobs.filter((id) => this.#all.some(({ rows }) => rows.release(id)));
    if (released.length === 0) return;
    this.#epoch++;
    this.#pump();
  }

  // Results in

  async #collect(run: Run, job: OpenJob): Promise<void> {
    const ms = await run.collect(job, this.cores);
    if (ms !== undefined) this.#jobMs = (3 * this.#jobMs + ms) / 4;
    this.#pump();
  }

  // Again and again

  async #begin(): Promise<void> {
    const { arrivals, cancelled } = this.#keys;
    this.#subscriber.on("message", (channel: string, message: string) => {
      if (channel === arrivals) return void this.#arrivals.again().catch(() => {});
      if (channel === cancelled) return this.#release(toJobIds(message));
      for (const run of this.#all) {
        const job = channel === this.#keys.finished(run.digest) && run.rows.jobs.get(message);
        if (job) this.#collect(run, job).catch(() => {});
      }
    });
    await this.#subscriber.subscribe(arrivals, cancelled, this.#keys.parent(this.#id));
    await this.#announce();
    await this.#arrivals.again();
    this.#beat();
  }

  #beat(): void {
    this.#timer = setTimeout(async () => {
      try {
        await (this.#refreshing = this.#refresh());
      } catch (error) {
        this.#server.tell(error);
      }
      if (!this.#isClosed) this.#beat();
    }, BEAT_MS);
  }

  async #refresh(): Promise<void> {
    await this.#announce();
    for (const run of this.#all) {
      const losses = await run.refresh(this.cores);
      if (losses < MOST_LOSSES || this.#isClosed) continue;
      const why = `machines gave up the same row ${losses} times: they say why`;
      this.#options.fail(new Error(`Cannot evaluate rows as ${why}`));
    }
    await this.#arrivals.again();
  }

  /** Says what is wanted: in a Redis that was wiped, anew. */
  async #announce(): Promise<void> {
    const { id, objective } = this.#options;
    const runs = this.#all;
    const announcement: ParentAnnouncement = {
      objective: id,
      runs: runs.map(({ digest }) => digest),
      problems: runs.map(({ name }) => name),
    };
    await new Presence(this.#redis, this.#keys.parents).announce(this.#id, announcement);
    const isNew = await this.#redis.hset(this.#keys.objectives, id, JSON.stringify(objective));
    await this.#redis.pexpire(this.#keys.objectives, KEEP_MS);
    if (isNew) await this.#redis.publish(this.#keys.wishes, this.#id);
  }

  async #seeMachines(): Promise<void> {
    this.#machines.update(await new Presence(this.#redis, this.#keys.machines).list());
    const { failure } = this.#machines;
    if (failure !== undefined && !this.#isClosed) this.#options.fail(new Error(failure));
    this.#pump();
  }

  async #remove(): Promise<void> {
    const open = this.#all.flatMap(({ rows }) => [...rows.jobs.keys()]);
    if (open.length > 0) await this.#cancel(open);
    const { id } = this.#options;
    const parent = { id: this.#id, objective: id, runs: this.#all };
    await removeUnwanted(parent, { ...this.#parts, keys: this.#keys });
  }
}

/** A parent's side of the queue while it is connected: rows go out as jobs, and come back as results. @module */
import { Queue } from "bullmq";
import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { problemDigest } from "../log/identity.ts";
import type { EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import { now, setImmediate, within } from "../../spot/core/objective/platform.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { type ParentAnnouncement, toParent, type WantedObjective } from "./announcement.ts";
import { reachServer, type Server } from "./connection.ts";
import { fromKept, type KeptRow } from "./kept_row.ts";
import { jobsAhead } from "./jobs_ahead.ts";
import { KEEP_MS, Keys } from "./keys.ts";
import { MachineList } from "./machine_list.ts";
import { BEAT_MS, newId, Presence } from "./presence.ts";
import { problemName, ProblemStore } from "./problem_store.ts";
import { fromJobData, jobId, MOST_ROWS, rowKeys, toJobData } from "./row_job.ts";
import { RowStore } from "./row_store.ts";
import { type Call, nameRows, type OpenJob, RunRows } from "./run_rows.ts";

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

interface Run {
  readonly digest: string;
  readonly problem: Problem;
  /** The problem's. */
  readonly name: string;
  readonly rows: RunRows;
  /** Its problem is in Redis. */
  ready: Promise<void>;
  isReady: boolean;
  /** Jobs of an earlier parent were looked for. */
  isOpen: boolean;
}

/** A job of which nothing was heard for so long is asked for. */
const ASK_MS = 3000;
/** Jobs that are asked for at once. */
const MOST_ASKED = 500;
/** A job that vanishes so often is one that no machine takes. */
const MOST_LOSSES = 12;
const LEAVE_MS = 3000;

/** Connected to Redis. */
export class Session {
  readonly #options: SessionOptions;
  readonly #redis: Redis;
  readonly #jobsRedis: Redis;
  readonly #subscriber: Redis;
  readonly #keys: Keys;
  readonly #queue: Queue;
  readonly #rows: RowStore;
  readonly #problems: ProblemStore;
  readonly #machines: MachineList;
  readonly #runs = new Map<string, Run>();
  readonly #id = newId();
  /** So that jobs that were given up are not taken for new ones. */
  #epoch = 0;
  #hasBegun = false;
  #isClosed = false;
  #isPumping = false;
  /** What a job takes about, in milliseconds. */
  #jobMs = 1000;
  #look: Promise<void> | undefined;
  #nextLook: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Connects.
   *
   * @throws {Error} If Redis cannot be reached.
   */
  static async open(options: SessionOptions): Promise<Session> {
    const session = new Session(options, await reachServer(options.url, options.warn));
    await session.#begin();
    return session;
  }

  private constructor(options: SessionOptions, server: Server) {
    this.#options = options;
    const keys = this.#keys = new Keys(options.name);
    const redis = this.#redis = server.open();
    this.#subscriber = server.open();
    this.#queue = new Queue(keys.jobs(options.id), {
      connection: this.#jobsRedis = server.openForJobs(),
      streams: { events: { maxLen: 100 } },
    });
    this.#queue.on("error", () => {}); // The connection tells of itself.
    [this.#rows, this.#problems] = [new RowStore(redis, keys), new ProblemStore(redis, keys)];
    this.#machines = new MachineList(options.objective, options.id, options.warn);
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

  /** Finds a call's rows, or has them evaluated. */
  async evaluate(
    call: Call & { readonly hasEnded: boolean },
    tasks: readonly EvaluationTask[],
    problem: Problem,
  ): Promise<void> {
    const run = this.prepare(problem);
    await run.ready;
    const names = nameRows(tasks);
    const found = await this.#rows.find(run.digest, names);
    if (call.hasEnded || this.#isClosed) return;
    const foundMs = now();
    const left = new Map(names.map((name, i) => [name, tasks[i]]));
    for (const [i, text] of found.entries()) {
      const kept = text === null ? undefined : this.#read(run, names[i], text);
      if (!kept) continue;
      const { outcome, attempt, costMs } = kept;
      const when = { startMs: foundMs, endMs: foundMs };
      call.push({ ...outcome, row: tasks[i].row, worker: -1, attempt, costMs, ...when });
      left.delete(names[i]);
    }
    run.rows.add(call, left);
    if (!run.isOpen) await this.#adoptJobs(run);
    this.#pump();
  }

  /** A call has ended: jobs that nobody waits for are taken back. */
  leave(call: Call): void {
    const jobs = [...this.#runs.values()].flatMap(({ rows }) => rows.leave(call));
    if (jobs.length > 0) this.#cancel(jobs).catch(() => {});
    if (!this.#isClosed) this.#pump();
  }

  /** Leaves; what nobody else wants is removed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await within(LEAVE_MS, this.#remove().catch(() => {}));
    await within(LEAVE_MS, this.#queue.close().catch(() => {}));
    for (const redis of [this.#redis, this.#jobsRedis, this.#subscriber]) redis.disconnect();
  }

  // Runs

  /** Makes a problem's run known. */
  prepare(problem: Problem): Run {
    const { id } = this.#options;
    const digest = createHash("sha256").update(JSON.stringify([id, problemDigest(problem)]))
      .digest("hex").slice(0, 32);
    const known = this.#runs.get(digest);
    if (known) return known;
    const name = problemName(problem);
    const run: Run = {
      digest,
      problem,
      name,
      rows: new RunRows(),
      ready: Promise.resolve(),
      isReady: false,
      isOpen: false,
    };
    this.#runs.set(digest, run);
    run.ready = this.#prepare(run);
    // Whoever evaluates is told; the next call tries again.
    run.ready.catch(() => this.#runs.delete(digest));
    return run;
  }

  async #prepare(run: Run): Promise<void> {
    await this.#subscriber.subscribe(this.#keys.finished(run.digest));
    await this.#rows.want(run.digest);
    await this.#announce();
    await this.#problems.put(run.name, run.problem);
    run.isReady = true;
  }

  /** Jobs of an earlier parent hold rows that are computed already. */
  async #adoptJobs(run: Run): Promise<void> {
    const jobs = await this.#queue.getJobs(["waiting", "active"]);
    for (const job of jobs) {
      try {
        const { run: digest, tasks } = fromJobData(job.data);
        if (digest === run.digest && job.id) run.rows.adopt(job.id, rowKeys(tasks), now());
      } catch {
        // A machine refuses it.
      }
    }
    run.isOpen = true;
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
    const { minCores, mostCores } = this.#options;
    this.#hasBegun ||= cores >= Math.min(minCores, mostCores);
    if (this.#isClosed || !this.#hasBegun || cores === 0) return;
    // Nothing waits ahead where that would be more rows at a time than asked for.
    const isBounded = this.#machines.cores > cores;
    let room = cores * (isBounded ? 1 : 1 + jobsAhead(this.#jobMs));
    for (const { rows } of this.#runs.values()) room -= rows.jobs.size;
    for (const run of this.#runs.values()) {
      const jobs: Parameters<Queue["addBulk"]>[0] = [];
      while (room > jobs.length && run.isOpen && run.rows.waiting > 0) {
        const job = this.#takeJob(run, cores);
        if (!job) break;
        jobs.push(job);
      }
      room -= jobs.length;
      if (jobs.length > 0) this.#queue.addBulk(jobs).catch((error) => this.#onUnsent(error));
    }
  }

  /** Jobs that are lost on the way are sent again; those that Redis refuses would be again. */
  #onUnsent(error: unknown): void {
    if (!(error instanceof Error) || error.name !== "ReplyError" || this.#isClosed) return;
    this.#options.fail(new Error(`Cannot send rows as Redis refuses them: ${error.message}`));
  }

  #takeJob({ digest, name, rows }: Run, cores: number) {
    const size = this.#options.chunkSize ?? rows.sizer.next(rows.waiting, cores);
    const taken = rows.take(Math.min(size, MOST_ROWS));
    if (taken.length === 0) return undefined;
    const names = taken.map(([name]) => name);
    const id = jobId(digest, names, this.#epoch);
    rows.open(id, names, now());
    return {
      name: "rows",
      data: toJobData(taken.map(([, task]) => task), { run: digest, problem: name }),
      opts: { jobId: id, attempts: 1, removeOnComplete: true, removeOnFail: true },
    };
  }

  async #cancel(jobs: readonly string[]): Promise<void> {
    this.#epoch++;
    await Promise.allSettled(jobs.map((id) => this.#queue.remove(id)));
    await this.#redis.publish(this.#keys.cancelled, JSON.stringify(jobs));
  }

  // Results in

  async #collect(run: Run, job: OpenJob): Promise<void> {
    const arrivedMs = now();
    job.askedMs = arrivedMs;
    const names = [...job.rows];
    const texts = await this.#rows.find(run.digest, names);
    const cores = Math.max(1, this.cores);
    let [rows, ms] = [0, 0];
    for (const [i, text] of texts.entries()) {
      const kept = text === null ? undefined : this.#read(run, names[i], text);
      if (!kept) continue;
      const { outcome, machine, spanMs, waitedMs, attempt, costMs } = kept;
      const endMs = arrivedMs - waitedMs;
      const worker = this.#machines.coreOf(machine, kept.worker) % cores;
      const when = { startMs: endMs - spanMs, endMs };
      const result = { ...outcome, worker, attempt, costMs, ...when };
      if (run.rows.finish(names[i], result)) [rows, ms] = [rows + 1, ms + spanMs];
    }
    run.rows.sizer.record(rows, ms);
    if (rows > 0) this.#jobMs = (3 * this.#jobMs + ms) / 4;
    this.#pump();
  }

  /** What was tampered with is removed, and evaluated again. */
  #read(run: Run, name: string, text: string): KeptRow | undefined {
    try {
      return fromKept(text);
    } catch {
      this.#options.warn(`Row ${name} in Redis is no outcome: it is evaluated again`);
      this.#redis.hdel(this.#keys.rows(run.digest), name).catch(() => {});
    }
  }

  // Again and again

  async #begin(): Promise<void> {
    const { arrivals } = this.#keys;
    this.#subscriber.on("message", (channel: string, message: string) => {
      if (channel === arrivals) return void this.#seeMachines().catch(() => {});
      for (const run of this.#runs.values()) {
        const job = channel === this.#keys.finished(run.digest) && run.rows.jobs.get(message);
        if (job) this.#collect(run, job).catch(() => {});
      }
    });
    await this.#subscriber.subscribe(arrivals, this.#keys.parent(this.#id));
    await this.#announce();
    await this.#seeMachines();
    this.#beat();
  }

  #beat(): void {
    this.#timer = setTimeout(async () => {
      try {
        await this.#refresh();
      } catch {
        // The connection tells of itself.
      }
      if (!this.#isClosed) this.#beat();
    }, BEAT_MS);
  }

  async #refresh(): Promise<void> {
    await this.#announce();
    for (const run of this.#runs.values()) {
      if (!run.isReady) continue;
      const isKnown = await this.#rows.want(run.digest);
      await this.#problems.put(run.name, run.problem);
      await this.#askFor(run, isKnown ? now() - ASK_MS : Infinity);
    }
    await this.#seeMachines();
  }

  /** Says what is wanted: in a Redis that was wiped, anew. */
  async #announce(): Promise<void> {
    const { id, objective } = this.#options;
    const runs = [...this.#runs.values()];
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

  /** One look after the other; many who come at the same time are seen by one. */
  #seeMachines(): Promise<void> {
    return this.#nextLook ??= (this.#look ?? Promise.resolve()).catch(() => {}).then(() => {
      this.#nextLook = undefined;
      return this.#look = this.#lookAtMachines();
    });
  }

  async #lookAtMachines(): Promise<void> {
    this.#machines.update(await new Presence(this.#redis, this.#keys.machines).list());
    const { failure } = this.#machines;
    if (failure !== undefined && !this.#isClosed) this.#options.fail(new Error(failure));
    this.#pump();
  }

  /** Asks for jobs of which nothing was heard since then: what is not there any more is lost. */
  async #askFor(run: Run, latest: number): Promise<void> {
    const silent = [...run.rows.jobs.values()].filter(({ askedMs }) => askedMs < latest)
      .slice(0, MOST_ASKED);
    if (silent.length === 0) return;
    const are = await Promise.all(
      silent.map(({ id }) => this.#redis.exists(this.#queue.toKey(id))),
    );
    await Promise.all(silent.map((job) => this.#collect(run, job)));
    for (const [i, { id }] of silent.entries()) {
      if (are[i] === 1 || run.rows.lose(id) < MOST_LOSSES) continue;
      const why = `machines gave up the same rows ${MOST_LOSSES} times: they say why`;
      this.#options.fail(new Error(`Cannot evaluate rows as ${why}`));
    }
  }

  /** Those that hear: one that was killed and started again may be the last, too. */
  async #otherParents(parents: Presence): Promise<ParentAnnouncement[]> {
    const listed = await parents.list();
    const hear = await Promise.all(
      listed.map(({ id }) => this.#redis.publish(this.#keys.parent(id), "are you there")),
    );
    return listed.flatMap(({ value }, i) => hear[i] > 0 ? toParent(value) ?? [] : []);
  }

  async #remove(): Promise<void> {
    const open = [...this.#runs.values()].flatMap(({ rows }) => [...rows.jobs.keys()]);
    if (open.length > 0) await this.#cancel(open);
    const parents = new Presence(this.#redis, this.#keys.parents);
    await parents.withdraw(this.#id);
    const others = await this.#otherParents(parents);
    for (const { digest, name } of this.#runs.values()) {
      if (!others.some(({ runs }) => runs.includes(digest))) await this.#rows.remove(digest);
      if (!others.some(({ problems }) => problems.includes(name))) {
        await this.#problems.remove(name);
      }
    }
    const { id } = this.#options;
    if (others.some(({ objective }) => objective === id)) return;
    await this.#redis.hdel(this.#keys.objectives, id);
    await this.#queue.obliterate({ force: true });
    await this.#redis.publish(this.#keys.wishes, this.#id);
  }
}

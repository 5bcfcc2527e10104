/** A machine: it takes rows of objectives that it was started with from the queue. @module */
import { stripVTControlCharacters } from "node:util";
import type { Redis } from "ioredis";
import { ModuleGraph } from "../modules/module_graph.ts";
import { now, within } from "../../spot/core/objective/platform.ts";
import { shorten } from "../../spot/core/options/options.ts";
import {
  arithmeticDifference,
  type MachineAnnouncement,
  ownEngine,
  toJobIds,
  toWanted,
  type WantedObjective,
} from "./announcement.ts";
import { reachServer, type Server } from "./connection.ts";
import { Gate } from "./gate.ts";
import { Keys } from "./keys.ts";
import { Look } from "./look.ts";
import type { Machine, MachineOptions } from "./machine_options.ts";
import { describeModule, objectiveId, type ObjectiveModule } from "./objective_files.ts";
import { BEAT_MS, newId, Presence, readJson } from "./presence.ts";
import { ProblemCache } from "./problem_cache.ts";
import { ProblemStore } from "./problem_store.ts";
import { RowStore } from "./row_store.ts";
import { LEAVE_MS, ServedObjective } from "./served_objective.ts";
import { toLine } from "./shapes.ts";

/**
 * Starts a machine; disposing of it gives rows back at once.
 *
 * @throws {Error} If Redis cannot be reached.
 */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const server = await reachServer(options.url, options.say);
  const machine = new QueueMachine(options, server);
  try {
    await machine.begin();
  } catch (error) {
    await machine[Symbol.asyncDispose]();
    throw server.explain(error);
  }
  return machine;
}

/** Workers stay so long after the last rows: a script may be started again, a Redis that was wiped filled. */
const LINGER_MS = 5000;

/** A module that it was started with. */
interface OwnModule extends ObjectiveModule {
  readonly url: string;
  readonly files: ModuleGraph;
}

class QueueMachine implements Machine {
  readonly #options: MachineOptions;
  readonly #server: Server;
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #keys: Keys;
  readonly #modules: readonly OwnModule[];
  readonly #id = newId();
  /** The objectives that it takes rows of, by id. */
  readonly #served = new Map<string, ServedObjective>();
  /** Those of them that nobody wants, and since when. */
  readonly #unwanted = new Map<string, number>();
  readonly #refused = new Map<string, string>();
  readonly #told = new Set<string>();
  readonly #problems: ProblemCache;
  readonly #rows: RowStore;
  /** Of all objectives together. */
  readonly #gate: Gate;
  #done = 0;
  #isClosed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #wishes = new Look(() => this.#see());

  constructor(options: MachineOptions, server: Server) {
    [this.#options, this.#server] = [options, server];
    this.#gate = new Gate(options.cores);
    [this.#redis, this.#subscriber] = [server.open(), server.open()];
    const keys = this.#keys = new Keys(options.name);
    this.#problems = new ProblemCache(new ProblemStore(this.#redis, keys));
    this.#rows = new RowStore(this.#redis, keys);
    this.#modules = options.modules.map((url) => {
      const files = new ModuleGraph(url);
      return { ...describeModule(url, files), url, files };
    });
  }

  async begin(): Promise<void> {
    const { wishes, cancelled } = this.#keys;
    this.#subscriber.on("message", (channel: string, message: string) => {
      if (channel === wishes) return void this.#wishes.again().catch(() => {});
      const ids = toJobIds(message);
      for (const served of this.#served.values()) served.cancel(ids);
    });
    await this.#subscriber.subscribe(wishes, cancelled);
    await this.#wishes.again();
    await this.#announce({ isNew: true });
    this.#beat();
  }

  describe(): string {
    const active = [...this.#served.values()].reduce((sum, { rows }) => sum + rows, 0);
    const { size } = this.#served;
    const objectives = `${size} objective${size === 1 ? "" : "s"}`;
    return `${this.#done} rows done, ${active} under way for ${objectives}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await within(LEAVE_MS, this.#wishes.ended);
    await Promise.all([...this.#served.values()].map((served) => served.leave()));
    // Who cannot say that it leaves is missed soon.
    await within(LEAVE_MS, this.#withdraw().catch(() => {}));
    this.#redis.disconnect();
    this.#subscriber.disconnect();
  }

  async #withdraw(): Promise<void> {
    await Promise.all([...this.#served.keys()].map((id) => this.#tidy(id)));
    await new Presence(this.#redis, this.#keys.machines).withdraw(this.#id);
    await this.#redis.publish(this.#keys.arrivals, this.#id);
  }

  #beat(): void {
    this.#timer = setTimeout(async () => {
      try {
        await this.#wishes.again();
        await this.#announce();
      } catch (error) {
        this.#server.tell(error);
      }
      if (!this.#isClosed) this.#beat();
    }, BEAT_MS);
  }

  async #announce({ isNew = false } = {}): Promise<void> {
    if (this.#isClosed) return;
    const announcement: MachineAnnouncement = {
      ...ownEngine,
      label: toLine(this.#options.label).slice(0, 200),
      cores: this.#options.cores,
      modules: this.#modules.map(({ file, digest }) => ({ file, digest })),
      refused: Object.fromEntries(this.#refused),
    };
    await new Presence(this.#redis, this.#keys.machines).announce(this.#id, announcement);
    if (isNew) await this.#redis.publish(this.#keys.arrivals, this.#id);
  }

  /** Looks which objectives have rows. */
  async #see(): Promise<void> {
    const texts = await this.#redis.hgetall(this.#keys.objectives);
    if (this.#isClosed) return;
    const wanted = Object.values(texts).flatMap((text) => toWanted(readJson(text)) ?? []);
    const byId = new Map(wanted.map((entry) => [objectiveId(entry, entry.exportName), entry]));
    for (const [id, entry] of byId) this.#serve(id, entry);
    for (const id of this.#refused.keys()) if (!byId.has(id)) this.#refused.delete(id);
    for (const [id, served] of this.#served) {
      if (!this.#isGone(id, byId.has(id))) continue;
      this.#served.delete(id);
      await served.leave();
      await this.#tidy(id);
    }
  }

  /** BullMQ's workers note something also after the last script has removed all. */
  async #tidy(id: string): Promise<void> {
    if (await this.#redis.hexists(this.#keys.objectives, id)) return;
    await this.#redis.unlink(this.#keys.notes(id));
  }

  /** Whether nobody has had rows of an objective for a while. */
  #isGone(id: string, isWanted: boolean): boolean {
    const since = this.#unwanted.get(id) ?? now();
    const isGone = !isWanted && now() - since > LINGER_MS;
    if (isWanted || isGone) this.#unwanted.delete(id);
    else this.#unwanted.set(id, since);
    return isGone;
  }

  #serve(id: string, wanted: WantedObjective): void {
    if (this.#served.has(id) || this.#refused.has(id)) return;
    const module = this.#modules.find(({ digest }) => digest === wanted.digest);
    if (!module) return this.#tellDifference(wanted);
    const { name, label, cores, method, say, leaseMs = 30_000 } = this.#options;
    const served = new ServedObjective({
      jobs: this.#keys.jobs(id),
      connection: this.#server.openForJobs(),
      machine: this.#id,
      moduleUrl: module.url,
      files: module.files,
      exportName: wanted.exportName,
      label,
      cores,
      method,
      say,
      tell: this.#server.tell,
      leaseMs,
      problems: this.#problems,
      rows: this.#rows,
      gate: this.#gate,
      onRows: (rows) => this.#done += rows,
      onRefusal: (message) => this.#refuse(id, message),
    });
    this.#served.set(id, served);
    this.#tellOnce(arithmeticDifference(`The script of '${wanted.exportName}'`, wanted));
    say(`Takes rows of '${wanted.exportName}' in ${shorten(module.file)} from queue ${name}`);
  }

  /** It could not evaluate a single row: others may. */
  #refuse(id: string, message: string): void {
    this.#options.say(`Takes no more rows of an objective: ${message}`);
    this.#refused.set(id, toLine(stripVTControlCharacters(message)).slice(0, 2000));
    const served = this.#served.get(id);
    this.#served.delete(id);
    served?.leave().catch(() => {});
    this.#announce({ isNew: true }).catch(() => {});
  }

  #tellDifference({ file, digest, spot }: WantedObjective): void {
    const namesake = this.#modules.find((module) => module.file === file);
    const why = spot !== ownEngine.spot
      ? `the script has Spot ${spot}, this machine ${ownEngine.spot}`
      : namesake
      ? `${shorten(file)} differs: the script's is ${digest.slice(0, 8)}, this machine's ` +
        namesake.digest.slice(0, 8)
      : `it was not started with --module ${shorten(file)}`;
    this.#tellOnce(`Cannot evaluate rows that wait: ${why}`);
  }

  #tellOnce(line: string | undefined): void {
    if (line !== undefined && !this.#told.has(line)) this.#options.say(line);
    if (line !== undefined) this.#told.add(line);
  }
}

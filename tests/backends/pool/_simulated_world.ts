/** A world of simulated time and unreliable workers, all decided by one seed. */
import type { Channel, ChannelEvents, Clock, OpenChannel } from "../../../backends/pool/channel.ts";
import type { Reply, Request } from "../../../backends/protocol/message.ts";
import { packOutcomes, unpackTasks } from "../../../backends/protocol/packing.ts";
import type { Random } from "../../../spot/core/random/stream.ts";

/** How bad the world is: probabilities, and what rows (by their x[0]) do. */
export interface Faults {
  readonly death: number;
  readonly startDeath: number;
  readonly duplicate: number;
  readonly loss: number;
  readonly isPoison: (row: number) => boolean;
  readonly loops: (row: number) => boolean;
}

/** Simulated time. */
export class SimulatedClock implements Clock {
  #now = 0;
  #sequence = 0;
  #events: { readonly at: number; readonly order: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const event = { at: this.#now + ms, order: this.#sequence++, run };
    this.#events.push(event);
    return () => {
      this.#events = this.#events.filter((other) => other !== event);
    };
  }

  /** Runs events in the order of their time; returns how many. */
  runAll(limit: number): number {
    let count = 0;
    for (; this.#events.length > 0 && count < limit; count++) {
      const next = this.#events.reduce((a, b) =>
        b.at < a.at || (b.at === a.at && b.order < a.order) ? b : a
      );
      this.#events = this.#events.filter((event) => event !== next);
      this.#now = next.at;
      next.run();
    }
    return count;
  }
}

/** Opens simulated workers and counts what happens to them. */
export class World {
  readonly clock = new SimulatedClock();
  opened = 0;
  alive = 0;
  evaluations = 0;
  /** Times that a row was the first and only row of a worker that died by chance. */
  readonly #unlucky = new Map<number, number>();
  readonly #random: Random;
  readonly #faults: Faults;

  constructor(random: Random, faults: Faults) {
    [this.#random, this.#faults] = [random, faults];
  }

  readonly open: OpenChannel = (_, events) => {
    this.opened++;
    this.alive++;
    return this.#createWorker(events);
  };

  #createWorker(events: ChannelEvents): Channel {
    let alive = true;
    let fresh = true;
    let aborted = 0;
    let end = Infinity;
    const die = (reason: string) => {
      if (!alive) return;
      leave();
      this.#later(0, () => events.died({ reason }));
    };
    const leave = () => {
      if (alive) this.alive--;
      alive = false;
    };
    const happens = (probability: number) => this.#random() < probability;
    let lastArrival = 0;
    const reply = (message: Reply, mayBeLost = () => true) => {
      if (!alive) return;
      if (happens(this.#faults.loss) && mayBeLost()) {
        return this.#later(3, () => die("lost a message"));
      }
      lastArrival = Math.max(lastArrival, this.clock.now() + this.#random());
      this.clock.after(lastArrival - this.clock.now(), () => events.reply(message));
      // A late repetition, in whatever state the pool and this worker are then.
      if (happens(this.#faults.duplicate)) this.#later(200, () => events.reply(message));
    };
    const evaluate = ({ chunk, tasks }: Extract<Request, { kind: "rows" }>, index: number) => {
      if (!alive) return;
      const rows = tasks.rows;
      if (aborted === chunk || index >= Math.min(rows, end)) {
        return reply({ kind: "outcomes", chunk, done: true, outcomes: packOutcomes(0, []) });
      }
      const task = unpackTasks(tasks)(index);
      const row = task.x[0];
      this.evaluations++;
      if (this.#faults.loops(row)) return;
      if (this.#faults.isPoison(row)) return this.#later(1, () => die("poison"));
      if (happens(this.#faults.death) && this.#mayDie(row, fresh && rows === 1)) {
        return this.#later(1, () => die("bad luck"));
      }
      const costMs = this.#random() * 3;
      this.clock.after(costMs, () => {
        const outcome = { row: index, responses: [row * 2], costMs, startMs: 0 };
        const done = index + 1 === Math.min(rows, end);
        const outcomes = packOutcomes(index, [outcome]);
        const alone = fresh && rows === 1;
        reply({ kind: "outcomes", chunk, done, outcomes }, () => this.#mayDie(row, alone));
        if (done) fresh = false;
        else {evaluate(
            { kind: "rows", chunk, problem: "", tasks, careful: false, announce: false },
            index + 1,
          );}
      });
    };
    const receive = (request: Request) => {
      if (!alive) return;
      if (request.kind === "problem") {
        if (happens(this.#faults.startDeath)) return die("died at its start");
        return reply({ kind: "ready" });
      }
      if (request.kind === "abort") aborted = request.chunk;
      if (request.kind === "trim") end = request.end;
      if (request.kind !== "rows") return;
      end = Infinity;
      if (request.announce) {
        const { chunk, tasks } = request;
        const outcomes = packOutcomes(0, []);
        const alone = fresh && tasks.rows === 1;
        reply(
          { kind: "outcomes", chunk, done: false, outcomes },
          () => this.#mayDie(unpackTasks(tasks)(0).x[0], alone),
        );
      }
      evaluate(request, 0);
    };
    return {
      post: (request) => this.#later(1, () => receive(request)),
      kill: leave,
      close: () => Promise.resolve(leave()),
    };
  }

  /** Chance alone must never look like guilt: five deaths alone at most. */
  #mayDie(row: number, alone: boolean): boolean {
    const deaths = this.#unlucky.get(row) ?? 0;
    if (alone && deaths >= 5) return false;
    if (alone) this.#unlucky.set(row, deaths + 1);
    return true;
  }

  #later(atMost: number, run: () => void): void {
    this.clock.after(this.#random() * atMost, run);
  }
}

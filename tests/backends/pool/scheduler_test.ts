import { assert, assertEquals } from "@std/assert";
import type { ChannelEvents } from "../../../backends/pool/channel.ts";
import { Job } from "../../../backends/pool/job.ts";
import { Scheduler } from "../../../backends/pool/scheduler.ts";
import type { EvaluationResult, Problem } from "../../../spot/core/objective/mod.ts";
import type { Reply, Request } from "../../../backends/protocol/message.ts";
import { packOutcomes, unpackTasks } from "../../../backends/protocol/packing.ts";
import { createStream, randomInteger } from "../../../spot/core/random/stream.ts";
import { World } from "./_simulated_world.ts";

const problem = { seed: 1, variables: [], controls: {} };
const moduleUrl = "file:///fun.ts";
const rounds = Number(Deno.env.get("SPOT_FAULT_ROUNDS") ?? 1);
const firstSeed = Number(Deno.env.get("SPOT_FAULT_SEED") ?? 1);

function simulate(seed: number) {
  const random = createStream(seed, "simulation");
  const rows = 1 + randomInteger(random, 60);
  const limited = random() < 0.3;
  const poison = new Set(
    Array.from({ length: randomInteger(random, 4) }, () => randomInteger(random, rows)),
  );
  const looping = new Set(limited ? [randomInteger(random, rows)] : []);
  for (const row of looping) poison.delete(row);
  const level = random() * 0.2;
  const world = new World(random, {
    death: level,
    startDeath: level / 2,
    duplicate: level,
    loss: level / 4,
    isPoison: (row) => poison.has(row),
    loops: (row) => looping.has(row),
  });
  const results: EvaluationResult[] = [];
  const ends: { readonly error?: unknown }[] = [];
  const sink = {
    push: (result: EvaluationResult) => results.push(result),
    end: (end: { readonly error?: unknown }) => ends.push(end),
  };
  const scheduler = new Scheduler({
    numCores: 1 + randomInteger(random, 4),
    moduleUrl,
    open: world.open,
    clock: world.clock,
    warn: () => {},
    chunkSize: random() < 0.5 ? 1 + randomInteger(random, 20) : undefined,
    rowTimeoutMs: limited ? 100 : undefined,
    maxRestarts: Infinity,
  });
  const tasks = Array.from({ length: rows }, (_, row) => ({ row, x: [row], replicate: 0 }));
  scheduler.submit(new Job(tasks, problem, sink));
  const events = world.clock.runAll(100_000);
  return { rows, poison, looping, results, ends, world, scheduler, events };
}

Deno.test("Scheduler finishes what living workers can if no other may start, then tells why", () => {
  for (const alive of [0, 1, 2]) {
    const results: number[] = [];
    const errors: unknown[] = [];
    const warnings: string[] = [];
    const queue: (() => void)[] = [];
    let started = 0;
    const scheduler = new Scheduler({
      numCores: 2,
      moduleUrl: "file:///fun.ts",
      chunkSize: 1,
      maxRestarts: Infinity,
      clock: { now: () => 0, after: () => () => {} },
      warn: (message) => warnings.push(message),
      open: (_, { reply, died }) => {
        const isRefused = ++started > alive;
        if (isRefused) queue.push(() => died({ reason: "no more workers", final: true }));
        return {
          post: (request) => {
            if (isRefused) return;
            if (request.kind === "problem") queue.push(() => reply({ kind: "ready" }));
            if (request.kind !== "rows") return;
            // The last row ends its worker.
            const isLast = unpackTasks(request.tasks)(0).x[0] === 9;
            const outcomes = packOutcomes(0, [{ row: 0, responses: [1], costMs: 1, startMs: 0 }]);
            const answer = {
              kind: "outcomes",
              chunk: request.chunk,
              done: true,
              outcomes,
            } as const;
            queue.push(() => isLast ? died({ reason: "exit code 1" }) : reply(answer));
          },
          kill: () => {},
          close: () => Promise.resolve(),
        };
      },
    });
    const tasks = Array.from({ length: 10 }, (_, row) => ({ row, x: [row], replicate: 0 }));
    const sink = {
      push: ({ row }: EvaluationResult) => results.push(row),
      end: ({ error }: { readonly error?: unknown }) => errors.push(error),
    };
    scheduler.submit(new Job(tasks, problem, sink));
    for (let step; (step = queue.shift());) step();
    const finished = alive === 0 ? [] : [0, 1, 2, 3, 4, 5, 6, 7, 8];
    assertEquals(results.sort((a, b) => a - b), finished, `${alive} workers`);
    assertEquals(errors.map(String), ["Error: no more workers"]);
    assertEquals(started, Math.max(2, alive + 1));
  }
});

Deno.test("Scheduler blames no row for the time in which this process was busy or stopped", () => {
  for (const isAnswered of [true, false]) {
    let [now, timers] = [0, [] as { readonly at: number; readonly run: () => void }[]];
    const after = (ms: number, run: () => void) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => timers = timers.filter((other) => other !== timer);
    };
    /** As the event loop does after a pause: timers that are due run before messages are read. */
    const wakeAt = (time: number) => {
      now = time;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter((timer) => !due.includes(timer));
      for (const { run } of due) run();
    };
    const requests: Request[] = [];
    const replies: ((reply: Reply) => void)[] = [];
    const scheduler = new Scheduler({
      numCores: 1,
      moduleUrl,
      open: (_, events) => {
        replies.push(events.reply);
        const post = (request: Request) => void requests.push(request);
        return { post, kill: () => {}, close: () => Promise.resolve() };
      },
      clock: { now: () => now, after },
      warn: () => {},
      rowTimeoutMs: 100,
      maxRestarts: Infinity,
    });
    const results: EvaluationResult[] = [];
    const sink = { push: (result: EvaluationResult) => void results.push(result), end: () => {} };
    scheduler.submit(new Job([{ row: 0, x: [7], replicate: 0 }], problem, sink));
    const [reply] = replies;
    reply({ kind: "ready" });
    const chunk = requests.flatMap((request) => request.kind === "rows" ? [request.chunk] : [])[0];
    reply({ kind: "outcomes", chunk, done: false, outcomes: packOutcomes(0, []) });
    wakeAt(5000);
    assertEquals(results, []);
    if (isAnswered) {
      const outcome = { row: 0, responses: [14], costMs: 50, startMs: 0 };
      reply({ kind: "outcomes", chunk, done: true, outcomes: packOutcomes(0, [outcome]) });
    }
    // What was left of the limit is granted again, to the worker's last message and its latency.
    for (let time = 5005; time <= 5100; time += 5) wakeAt(time);
    if (!isAnswered) assertEquals(results, []);
    for (let time = 5105; time <= 5200; time += 5) wakeAt(time);
    const [{ responses: y, failure }] = results;
    assertEquals<unknown>([y, failure?.kind], isAnswered ? [[14], undefined] : [[], "timeout"]);
  }
});

Deno.test("Scheduler loses no row, counts none twice and blames no innocent if messages are lost, late or repeated", () => {
  for (let seed = firstSeed; seed < firstSeed + 2000 * rounds; seed++) {
    const { rows, poison, looping, results, ends, events } = simulate(seed);
    const where = `seed ${seed}`;
    assert(events < 100_000, `${where} does not come to an end`);
    assertEquals(ends, [{}], where);
    assertEquals(
      results.map(({ row }) => row).sort((a, b) => a - b),
      [...Array(rows).keys()],
      where,
    );
    for (const { row, responses: y, failure } of results) {
      const expected = looping.has(row) ? "timeout" : poison.has(row) ? "crash" : undefined;
      assertEquals(failure?.kind, expected, `${where}, row ${row}`);
      assertEquals(y, expected ? [] : [row * 2], `${where}, row ${row}`);
    }
  }
});

Deno.test("Scheduler leaves no worker behind if it is closed", async () => {
  for (let seed = firstSeed; seed < firstSeed + 100 * rounds; seed++) {
    const { world, scheduler } = simulate(seed);
    await scheduler.close();
    assertEquals(world.alive, 0, `seed ${seed}`);
  }
});

Deno.test("Scheduler finishes one job whatever happens to another that is cancelled", () => {
  for (let seed = firstSeed; seed < firstSeed + 1000 * rounds; seed++) {
    const random = createStream(seed, "cancel");
    const level = random() * 0.15;
    const world = new World(random, {
      death: level,
      startDeath: level / 2,
      duplicate: level,
      loss: level / 4,
      isPoison: () => false,
      loops: (row) => row >= 1000 && row % 7 === 0,
    });
    const scheduler = new Scheduler({
      numCores: 1 + randomInteger(random, 3),
      moduleUrl,
      open: world.open,
      clock: world.clock,
      warn: () => {},
      chunkSize: random() < 0.5 ? 1 + randomInteger(random, 10) : undefined,
      maxRestarts: Infinity,
    });
    const cancelled = submitRows(scheduler, 1000, 20, problem);
    const other = random() < 0.5 ? problem : { ...problem, seed: 2 };
    const finished = submitRows(scheduler, 0, 30, other);
    const reason = new Error("cancelled");
    let told = 0;
    world.clock.after(random() * 100, () => {
      scheduler.cancel(cancelled.job, reason);
      told = cancelled.results.length;
    });
    assert(world.clock.runAll(100_000) < 100_000, `seed ${seed} does not come to an end`);
    assertEquals(cancelled.ends, [{ error: reason }], `seed ${seed}`);
    assertEquals(cancelled.results.length, told, `seed ${seed}`);
    assertEquals(finished.ends, [{}], `seed ${seed}`);
    assertEquals(finished.results.filter(({ failure }) => failure), [], `seed ${seed}`);
    assertEquals(new Set(finished.results.map(({ row }) => row)).size, 30, `seed ${seed}`);
  }
});

function submitRows(scheduler: Scheduler, first: number, n: number, problem: Problem) {
  const results: EvaluationResult[] = [];
  const ends: { readonly error?: unknown }[] = [];
  const tasks = Array.from(
    { length: n },
    (_, i) => ({ row: first + i, x: [first + i], replicate: 0 }),
  );
  const job = new Job(tasks, problem, {
    push: (result) => results.push(result),
    end: (end) => ends.push(end),
  });
  scheduler.submit(job);
  return { job, results, ends };
}

Deno.test("Scheduler takes starts that fail together for one want, and tries again", () => {
  const timers: (() => void)[] = [];
  const errors: unknown[] = [];
  let [isShort, starts] = [true, 0];
  const scheduler = new Scheduler({
    ...{ numCores: 16, moduleUrl: "file:///fun.ts", maxRestarts: Infinity, warn: () => {} },
    clock: { now: () => 0, after: (_, callback) => (timers.push(callback), () => {}) },
    open: () => {
      starts++;
      if (isShort) throw new Error("Too many open files");
      return { post: () => {}, kill: () => {}, close: () => Promise.resolve() };
    },
  });
  const variables = [{ name: "a", type: "float", lower: 0, upper: 1 } as const];
  const problem = { seed: 1, variables, controls: {} };
  scheduler.open(problem, 16);
  const tasks = Array.from({ length: 32 }, (_, row) => ({ row, x: [0.5], replicate: 0 }));
  scheduler.submit(
    new Job(tasks, problem, { push: () => {}, end: ({ error }) => errors.push(error) }),
  );
  assertEquals([errors, timers.length], [[], 1]);
  isShort = false;
  const before = starts;
  timers[0]();
  assertEquals(starts - before, 16);
});

/** A scheduler whose workers note what becomes of them; `failures` are the errors of starts, by worker. */
function notingScheduler(numCores: number, failures: Readonly<Record<number, string>> = {}) {
  const notes: string[] = [];
  const events: ChannelEvents[] = [];
  const scheduler = new Scheduler({
    ...{ numCores, moduleUrl: "file:///fun.ts", maxRestarts: Infinity, warn: () => {} },
    clock: { now: () => 0, after: () => () => {} },
    open: (worker, workerEvents) => {
      if (worker in failures) throw new Error(failures[worker]);
      notes.push(`start ${worker}`);
      events[worker] = workerEvents;
      return {
        post: (request) => {
          notes.push(`${request.kind} ${worker}`);
          if (request.kind !== "rows") return;
          const { chunk, tasks: { rows } } = request;
          const outcome = { startMs: 0, responses: [1], costMs: 1 };
          const outcomes = packOutcomes(
            0,
            Array.from({ length: rows }, (_, row) => ({ row, ...outcome })),
          );
          queueMicrotask(() =>
            workerEvents.reply({ kind: "outcomes", chunk, outcomes, done: true })
          );
        },
        kill: () => notes.push(`kill ${worker}`),
        close: () => Promise.resolve(),
      };
    },
  });
  return { scheduler, notes, ready: () => events.forEach(({ reply }) => reply({ kind: "ready" })) };
}

const openedProblem = {
  ...{ seed: 1, controls: {} },
  variables: [{ name: "a", type: "float", lower: 0, upper: 1 } as const],
};

Deno.test("Scheduler.open() starts all workers before the first gets the problem, each once", () => {
  const { scheduler, notes } = notingScheduler(4);
  scheduler.open(openedProblem, 3);
  submitRows(scheduler, 0, 8, openedProblem);
  const expected = ["start 0", "start 1", "start 2", "problem 0", "problem 1", "problem 2"];
  assertEquals(notes, [...expected, "start 3", "problem 3"]);
});

for (const message of ["not allowed", "Too many open files"]) {
  Deno.test(`Scheduler.open() goes on with the workers that start if another is told "${message}"`, async () => {
    for (const failing of [1, 3]) {
      const { scheduler, notes, ready } = notingScheduler(4, { [failing]: message });
      scheduler.open(openedProblem, 4);
      const { results, ends } = submitRows(scheduler, 0, 6, openedProblem);
      const sent = notes.filter((note) => note.startsWith("problem")).length;
      assertEquals(sent, notes.filter((note) => note.startsWith("start")).length);
      ready();
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      assertEquals([results.length, ends], [6, [{}]]);
      assert(!notes.some((note) => note.startsWith("kill")));
    }
  });
}

/**
 * How wide one script and one Redis reach: the real choice of rows, chunks and jobs ahead; simulated are
 * the processors of the script and of Redis, each with the measured cost of a job and of a row, and the
 * machines' cores.
 *
 * Run as `deno run -A $(deno task -q std) bench/queue/simulate_width.ts [microseconds per job of the script,
 * per row of the script, per job of Redis, per row of Redis]`.
 *
 * @module
 */
import { jobsAhead } from "../../backends/queue/jobs_ahead.ts";
import { RunRows } from "../../backends/queue/run_rows.ts";
import { textTable } from "../../spot/report/text_table.ts";
import { EventQueue } from "./event_queue.ts";

interface Costs {
  readonly jobMs: number;
  readonly rowMs: number;
}

/** Something that does one thing after the other. */
class Server {
  busyMs = 0;
  #freeMs = 0;

  constructor(readonly costs: Costs) {}

  /** @returns When it is done. */
  serve(nowMs: number, rows: number, share: number): number {
    const ms = share * (this.costs.jobMs + rows * this.costs.rowMs);
    this.busyMs += ms;
    return this.#freeMs = Math.max(this.#freeMs, nowMs) + ms;
  }
}

interface Width {
  readonly cores: number;
  readonly rows: number;
  /** Mean time of a row. */
  readonly rowMs: number;
  readonly script: Costs;
  readonly redis: Costs;
}

/** One batch. @returns Its time, and the part of it for which script and Redis were at work. */
function simulate({ cores, rows, rowMs, ...costs }: Width) {
  const events = new EventQueue();
  const [script, redis] = [new Server(costs.script), new Server(costs.redis)];
  const run = new RunRows();
  const tasks = Array.from({ length: rows }, (_, row) => {
    const x = [rowMs * (0.9 + 0.2 * ((row * 0.6180339887) % 1))];
    return [`${row}`, { row, x, replicate: 0 }] as const;
  });
  run.add({ push() {} }, tasks);
  const waiting: (() => void)[] = [];
  let [idle, head, jobMs, id] = [cores, 0, 1000, 0];
  const sendJobs = () => {
    const room = cores * (1 + jobsAhead(jobMs));
    while (run.jobs.size < room && run.waiting > 0) {
      const taken = run.take(run.sizer.next(run.waiting, cores));
      if (taken.length === 0) return;
      send(taken.map(([name]) => name), taken.reduce((sum, [, { x }]) => sum + x[0], 0));
    }
  };
  const send = (names: readonly string[], ms: number) => {
    const job = `${id++}`;
    run.open(job, names, events.nowMs);
    events.at(script.serve(events.nowMs, names.length, 0.5), () => {
      events.at(redis.serve(events.nowMs, names.length, 0.5), () => {
        waiting.push(() => {
          idle--;
          events.at(events.nowMs + ms, () => finish(names, ms));
        });
        startJobs();
      });
    });
  };
  const startJobs = () => {
    while (idle > 0 && head < waiting.length) waiting[head++]();
  };
  const finish = (names: readonly string[], ms: number) => {
    idle++;
    startJobs();
    events.at(redis.serve(events.nowMs, names.length, 0.5), () => {
      events.at(script.serve(events.nowMs, names.length, 0.5), () => collect(names, ms));
    });
  };
  const collect = (names: readonly string[], ms: number) => {
    for (const name of names) run.finish(name, outcome);
    run.sizer.record(names.length, ms);
    jobMs = (3 * jobMs + ms) / 4;
    sendJobs();
  };
  sendJobs();
  events.run();
  const workMs = tasks.reduce((sum, [, { x }]) => sum + x[0], 0);
  return {
    ms: events.nowMs,
    efficiency: workMs / cores / events.nowMs,
    script: script.busyMs / events.nowMs,
    redis: redis.busyMs / events.nowMs,
  };
}

const outcome = { responses: [0], costMs: 0, worker: 0, attempt: 1, startMs: 0, endMs: 0 };

const [scriptJob = 200, scriptRow = 20, redisJob = 300, redisRow = 6] = Deno.args.map(Number);
const script = { jobMs: scriptJob / 1000, rowMs: scriptRow / 1000 };
const redis = { jobMs: redisJob / 1000, rowMs: redisRow / 1000 };
const percent = (part: number) => `${(100 * part).toFixed(0)} %`;
const table = [];
for (const seconds of [1, 60, 3600]) {
  for (const cores of [640, 6400, 64_000]) {
    const rows = (seconds === 1 ? 30 : 10) * cores;
    const result = simulate({ cores, rows, rowMs: 1000 * seconds, script, redis });
    const { ms, efficiency } = result;
    table.push([seconds, cores, (ms / 1000).toFixed(1), percent(efficiency)]
      .concat([percent(result.script), percent(result.redis)]));
  }
}
console.log(textTable(["row_s", "cores", "time_s", "efficiency", "script", "Redis"], table));

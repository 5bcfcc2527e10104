/** A run among machines that die, freeze and leave, and a Redis that dies, comes back and is wiped. */
import { Redis } from "ioredis";
import { makeParallel } from "../../../backends/make_parallel.ts";
import { queue } from "../../../backends/queue/queue.ts";
import type { EvaluationResult } from "../../../backends/testing.ts";
import { delay } from "../_delay.ts";
import { startRedis, type TestRedis } from "../_redis.ts";
import { countedProblem, countsOf, rowsOf } from "../_rows.ts";
import { startWork, type Work } from "../_work.ts";
import { counted } from "../fixtures/counted.ts";
import { judge } from "./_report.ts";

const name = "disorder";
const rows = 5000;
const rowMs = 450;
/** Longer than a lease. */
const freezeMs = 40_000;
const pauseMs = 9_000;
const module = new URL("../fixtures/counted.ts", import.meta.url).pathname;
const args = ["--cores", "2", "--method", "worker", "--module", module];

/** Machines at work; those that are frozen are not among them. */
class Machines {
  readonly #work: Work[] = [];
  readonly #url: string;
  readonly #thaws: Promise<void>[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  async start(n: number): Promise<void> {
    const options = { url: this.#url, name, args };
    for (let i = 0; i < n; i++) this.#work.push(await startWork(options));
  }

  async #replace(): Promise<Work> {
    const [oldest] = this.#work.splice(0, 1);
    await this.start(1);
    return oldest;
  }

  async kill(): Promise<void> {
    (await this.#replace()).process.kill("SIGKILL");
  }

  async dismiss(): Promise<void> {
    (await this.#replace()).process.kill("SIGTERM");
  }

  async freeze(): Promise<void> {
    const [work] = this.#work.splice(0, 1);
    work.process.kill("SIGSTOP");
    const thaw = async () => {
      await delay(freezeMs);
      work.process.kill("SIGCONT");
      this.#work.push(work);
    };
    this.#thaws.push(thaw());
    if (this.#work.length < 3) await this.start(1);
  }

  async end(): Promise<void> {
    await Promise.all(this.#thaws);
    await Promise.all(this.#work.map((work) => work[Symbol.asyncDispose]()));
  }
}

async function wipe({ url }: TestRedis): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

/** 34 faults; a fixed order in which kinds follow each other. */
function plan(machines: Machines, redis: TestRedis): (() => Promise<void>)[] {
  const each = [() => machines.kill(), () => machines.freeze(), () => machines.dismiss()];
  const faults = Array.from({ length: 30 }, (_, i) => each[i % 3]);
  for (const at of [6, 15, 24]) faults.splice(at, 0, () => redis.restart());
  faults.splice(20, 0, () => wipe(redis));
  return faults;
}

/** Runs it. */
export async function disorder(): Promise<void> {
  const dir = await Deno.makeTempDir();
  const file = `${dir}/rows`;
  await using redis = await startRedis(["--appendonly", "yes", "--dir", dir]);
  const machines = new Machines(redis.url);
  await machines.start(3);
  const results: EvaluationResult[] = [];
  const startMs = performance.now();
  let faults = 0;
  {
    const method = queue({ url: redis.url, name });
    await using fun = makeParallel(counted, { method, onWarning: (text) => console.log(text) });
    const problem = countedProblem({ file, ms: rowMs });
    const evaluating = (async () => {
      for await (const result of fun.evaluate(rowsOf(rows), { problem })) results.push(result);
    })();
    for (const fault of plan(machines, redis)) {
      await delay(pauseMs);
      if (results.length === rows) break;
      await fault();
      faults++;
      console.log(`${faults} faults, ${results.length} rows`);
    }
    await evaluating;
  }
  const seconds = Math.round((performance.now() - startMs) / 1000);
  await machines.end();
  await judge(`disorder (${faults} faults, ${seconds} s)`, results, rows);
  const again = (await countsOf(file, rows)).reduce((sum, n) => sum + n, 0) - rows;
  console.log(`     evaluated again: ${again} rows`);
  const connection = new Redis(redis.url);
  console.log(`     left in Redis: ${await connection.keys("*")}`);
  connection.disconnect();
  await Deno.remove(dir, { recursive: true });
}

/** The finished rows of runs, in Redis: written as they finish, so that nobody computes them twice. @module */
import type { Redis } from "ioredis";
import { KEEP_MS, type Keys } from "./keys.ts";

/** Takes rows in, the first result of each, if the run is still wanted, and tells who waits for them. */
const KEEP = `
if redis.call("exists", KEYS[1]) == 0 then return 0 end
for i = 4, #ARGV, 2 do redis.call("hsetnx", KEYS[2], ARGV[i], ARGV[i + 1]) end
redis.call("pexpire", KEYS[2], ARGV[1])
redis.call("publish", ARGV[2], ARGV[3])
return 1`;
/** Lua takes so many arguments at once. */
const MOST_AT_ONCE = 1000;

/** What {@linkcode KEEP} is called on a connection. */
type WithKeep = Redis & {
  keepRows(...args: readonly (string | number)[]): Promise<unknown>;
};

/** Reads and writes the rows of runs. */
export class RowStore {
  readonly #redis: WithKeep;
  readonly #keys: Keys;

  constructor(redis: Redis, keys: Keys) {
    redis.defineCommand("keepRows", { numberOfKeys: 2, lua: KEEP });
    [this.#redis, this.#keys] = [redis as WithKeep, keys];
  }

  /** The rows that are there, as texts; in the order of their names. */
  async find(run: string, rows: readonly string[]): Promise<(string | null)[]> {
    const found: (string | null)[] = [];
    for (let start = 0; start < rows.length; start += MOST_AT_ONCE) {
      const names = rows.slice(start, start + MOST_AT_ONCE);
      found.push(...await this.#redis.hmget(this.#keys.rows(run), ...names));
    }
    return found;
  }

  /**
   * Keeps rows of a job.
   *
   * @param rows Texts by the rows' names.
   * @returns Whether anybody wants them.
   */
  async keep(
    run: string,
    job: string,
    rows: readonly (readonly [string, string])[],
  ): Promise<boolean> {
    const keys = [this.#keys.run(run), this.#keys.rows(run)];
    const channel = this.#keys.finished(run);
    let start = 0;
    do {
      const part = rows.slice(start, start += MOST_AT_ONCE).flat();
      const kept = await this.#redis.keepRows(...keys, KEEP_MS, channel, job, ...part);
      if (kept !== 1) return false;
    } while (start < rows.length);
    return true;
  }

  /** Notes that a row starts alone on a machine. @returns How often it did so before and never ended. */
  async startAlone(run: string, row: string): Promise<number> {
    const key = this.#keys.deaths(run);
    const starts = await this.#redis.hincrby(key, row, 1);
    await this.#redis.pexpire(key, KEEP_MS);
    return starts - 1;
  }

  /** Notes that a row that was started alone did not end its machine. */
  async endAlone(run: string, row: string): Promise<void> {
    await this.#redis.hdel(this.#keys.deaths(run), row);
  }

  /** Says that a run is wanted. @returns Whether that was known: a Redis that was wiped knows nothing. */
  async want(run: string): Promise<boolean> {
    const known = await this.#redis.set(this.#keys.run(run), "wanted", "PX", KEEP_MS, "GET");
    await this.#redis.pexpire(this.#keys.rows(run), KEEP_MS);
    return known !== null;
  }

  /** Removes a row that is none. */
  async removeRow(run: string, row: string): Promise<void> {
    await this.#redis.hdel(this.#keys.rows(run), row);
  }

  /** Removes a run. */
  async remove(run: string): Promise<void> {
    await this.#redis.unlink(this.#keys.run(run), this.#keys.rows(run), this.#keys.deaths(run));
  }
}

/** Who is there: each says so again and again, and is gone when it does not. @module */
import type { Redis } from "ioredis";

/** How often one says that one is there. */
export const BEAT_MS = 1000;
/** Who was silent for so long is gone. */
const SILENCE_MS = 10_000;

/** A name for one who is there. */
export const newId = (): string => crypto.randomUUID().slice(-12);

/** One of those who are there. */
export interface Present {
  readonly id: string;
  /** What it says of itself: data from outside. */
  readonly value: unknown;
}

/** Those who are there, under one key. */
export class Presence {
  readonly #redis: Redis;
  readonly #key: string;

  constructor(redis: Redis, key: string) {
    [this.#redis, this.#key] = [redis, key];
  }

  /** Says that one is there. */
  async announce(id: string, value: unknown): Promise<void> {
    await this.#redis.multi().set(this.#entry(id), JSON.stringify(value), "PX", SILENCE_MS)
      .sadd(this.#key, id).pexpire(this.#key, 2 * SILENCE_MS).exec();
  }

  async withdraw(id: string): Promise<void> {
    await this.#redis.multi().unlink(this.#entry(id)).srem(this.#key, id).exec();
  }

  /** Finds all who are there; what is not readable is nobody. */
  async list(): Promise<Present[]> {
    const ids = (await this.#redis.smembers(this.#key)).filter((id) => /^[0-9a-f]{12}$/.test(id));
    if (ids.length === 0) return [];
    const texts = await this.#redis.mget(ids.map((id) => this.#entry(id)));
    const gone = ids.filter((_, i) => texts[i] === null);
    if (gone.length > 0) await this.#redis.srem(this.#key, ...gone);
    return ids.flatMap((id, i) => {
      const value = texts[i] === null ? undefined : readJson(texts[i]);
      return value === undefined ? [] : [{ id, value }];
    });
  }

  #entry(id: string): string {
    return `${this.#key}:${id}`;
  }
}

/** What a JSON text says; undefined if it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

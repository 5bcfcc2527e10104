/** Problems in Redis, once for each digest, compressed: data may be large. @module */
import type { Buffer } from "node:buffer";
import { promisify } from "node:util";
import { deserialize, serialize } from "node:v8";
import { deflate, inflate } from "node:zlib";
import type { Redis } from "ioredis";
import { problemDigest } from "../log/identity.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { KEEP_MS, type Keys } from "./keys.ts";
import { digestOfText, isCount, isRecord } from "./shapes.ts";

const MB = 1 << 20;
/** Largest problem, before and after compression, in bytes. */
const MOST_BYTES = 512 * MB;
const PIECE_BYTES = 8 * MB;
/** What cannot be compressed grows by less than a piece. */
const MOST_PIECES = MOST_BYTES / PIECE_BYTES + 1;
/** The field that tells the number of pieces. */
const PIECES = "pieces";
/** Time for a problem to be sent. */
const SENDING_MS = 600_000;

const [compress, expand] = [promisify(deflate), promisify(inflate)] as unknown as [
  (bytes: Uint8Array, options: { readonly level: number }) => Promise<Buffer>,
  (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>,
];

/** What names a problem in Redis. */
export function problemName(problem: Problem): string {
  return digestOfText(problemDigest(problem));
}

/** Puts problems into Redis, and gets them from there. */
export class ProblemStore {
  readonly #redis: Redis;
  readonly #keys: Keys;

  constructor(redis: Redis, keys: Keys) {
    [this.#redis, this.#keys] = [redis, keys];
  }

  /**
   * Puts a problem where it is not there yet.
   *
   * @throws {RangeError} If it is too large.
   */
  async put(name: string, problem: Problem): Promise<void> {
    const key = this.#keys.problem(name);
    if (await this.#redis.pexpire(key, KEEP_MS) === 1) return;
    const bytes: Uint8Array = serialize(problem);
    if (bytes.length > MOST_BYTES) {
      throw new RangeError(
        "Cannot send data and controls to other machines as they must have at most " +
          `${MOST_BYTES / MB} MB: current value is ${Math.ceil(bytes.length / MB)} MB`,
      );
    }
    const packed = await compress(bytes, { level: 1 });
    const pieces = Math.ceil(packed.length / PIECE_BYTES);
    // Under a name of its own first: another parent may send the same.
    const part = `${key}:${crypto.randomUUID()}`;
    await this.#redis.multi().hset(part, PIECES, pieces).pexpire(part, SENDING_MS).exec();
    for (let i = 0; i < pieces; i++) {
      await this.#redis.hset(part, i, packed.subarray(i * PIECE_BYTES, (i + 1) * PIECE_BYTES));
    }
    await this.#redis.multi().renamenx(part, key).unlink(part).pexpire(key, KEEP_MS).exec();
  }

  /**
   * Gets a problem; undefined if it is not there.
   *
   * @throws {TypeError} If what is there is none: anybody with access to Redis may have written it.
   */
  async get(name: string): Promise<Problem | undefined> {
    const key = this.#keys.problem(name);
    const pieces = Number(await this.#redis.hget(key, PIECES) ?? NaN);
    if (!(pieces <= MOST_PIECES)) return undefined;
    const parts: Uint8Array[] = [];
    for (let i = 0; i < pieces; i++) {
      const isTooLong = await this.#redis.hstrlen(key, String(i)) > PIECE_BYTES;
      if (isTooLong) throw new TypeError("it is not in pieces");
      const part = await this.#redis.hgetBuffer(key, String(i));
      if (part === null) return undefined;
      parts.push(part);
    }
    const packed = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
    const problem: unknown = deserialize(await expand(packed, { maxOutputLength: MOST_BYTES }));
    if (!isProblem(problem) || problemName(problem) !== name) {
      throw new TypeError("it is not the problem of its name");
    }
    return problem;
  }

  async remove(name: string): Promise<void> {
    await this.#redis.unlink(this.#keys.problem(name));
  }
}

function isProblem(value: unknown): value is Problem {
  return isRecord(value) && isCount(value.seed) && isRecord(value.controls) &&
    Array.isArray(value.variables) &&
    value.variables.every((variable) =>
      isRecord(variable) && typeof variable.name === "string" && typeof variable.type === "string"
    );
}

/** Connections to Redis: a wrong address or password is told at once, an outage later on is survived. @module */
import { Redis, type RedisOptions } from "ioredis";
import { now, within } from "../../spot/core/objective/platform.ts";

/** Longest time until a server has answered. */
const ANSWER_MS = 2800;
const LONGEST_WAIT_MS = 1000;
/** A server is asked so often whether it is there. */
const ASK_MS = 5000;
/** One that does not answer for so long is out of reach. */
const SILENCE_MS = 10_000;

/** Opens connections to one server. */
export interface Server {
  /** Host and port, for messages. */
  readonly place: string;
  /** A connection that survives outages: what is sent meanwhile follows. */
  open(): Redis;
  /** Such a connection for BullMQ, whose many scripts make pipelines slow. */
  openForJobs(): Redis;
}

/**
 * Reaches a server, or says why not.
 *
 * @param url `redis://:password@host:port`, or `rediss://` for TLS; neither user nor password is told.
 * @param warn Told once of each outage, and of its end.
 * @throws {Error} If the server does not answer, or refuses, within 3 s.
 */
export async function reachServer(url: string, warn: (message: string) => void): Promise<Server> {
  const place = placeOf(url);
  await probe(url, place);
  let isOut = false;
  const tell = (why: string) => {
    if (!isOut) warn(`Redis at ${place} is out of reach (${why}): waiting for it`);
    isOut = true;
  };
  const back = () => {
    if (isOut) warn(`Redis at ${place} is back`);
    isOut = false;
  };
  const open = (options: RedisOptions) => {
    const redis = new Redis(url, options);
    redis.on("error", (error: Error) => tell(reasonOf(error)));
    redis.on("ready", back);
    watch(redis);
    return redis;
  };
  return {
    place,
    open: () => open({ ...lasting, enableAutoPipelining: true }),
    openForJobs: () => open(lasting),
  };
}

/** A connection that was cut without a word is made anew. */
function watch(redis: Redis): void {
  let askedMs: number | undefined;
  const heard = () => void (askedMs = undefined);
  const timer = setInterval(() => {
    if (redis.status !== "ready") return heard();
    if (askedMs !== undefined && now() - askedMs > SILENCE_MS) redis.disconnect(true);
    if (askedMs !== undefined) return;
    askedMs = now();
    redis.ping().then(heard, heard);
  }, ASK_MS);
  Deno.unrefTimer(timer);
  redis.on("end", () => clearInterval(timer));
}

/** Host and port of a server's URL. */
export function placeOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || "127.0.0.1"}:${port || 6379}`;
}

const lasting: RedisOptions = {
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(50 * times, LONGEST_WAIT_MS),
  connectTimeout: 10_000,
};

const once: RedisOptions = {
  lazyConnect: true,
  retryStrategy: () => null,
  maxRetriesPerRequest: 0,
  connectTimeout: ANSWER_MS,
};

async function probe(url: string, place: string): Promise<void> {
  const redis = new Redis(url, once);
  const inTls = url.startsWith("rediss:") ? ", or not in TLS" : "";
  let why: unknown = new Error(`it does not answer${inTls}`);
  let isReached = false;
  redis.on("error", (error: Error) => why = error);
  const asked = redis.connect().then(() => redis.ping()).then(
    () => isReached = true,
    (error: unknown) => {
      // What is told first says more than that the connection was closed then.
      if (!(error instanceof Error && /closed/i.test(error.message))) why = error;
    },
  );
  await within(ANSWER_MS, asked);
  redis.disconnect();
  if (isReached) return;
  throw new Error(`Cannot use Redis at ${place}: ${reasonOf(why)}`);
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/^WRONGPASS/.test(message)) return "user or password is wrong (WRONGPASS)";
  if (/^NOAUTH|without any password|no password is set/i.test(message)) {
    return "it asks for a password, or has none (AUTH)";
  }
  if (/ECONNREFUSED|refused/i.test(message)) return "the connection was refused";
  if (/^Protocol error/.test(message)) return "what answers there is no Redis";
  return message;
}

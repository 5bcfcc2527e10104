/** Connections to Redis: a wrong address or password is told at once, an outage later on is survived. @module */
import { Redis, type RedisOptions } from "ioredis";
import { clip } from "../../spot/core/options/options.ts";
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
  /** Tells why commands fail, each kind once; outages are told of anyway. */
  tell(error: unknown): void;
  /** The error of one who cannot even begin, which names the place. */
  explain(error: unknown): Error;
}

/** A transaction that was refused says first why its commands were. */
type WithCauses = Error & { readonly previousErrors?: readonly Error[] };

/** Whether what failed may go well later: Redis is full, read-only, or begins, or the line was cut. */
export function isPassing(error: unknown): error is Error {
  return isCut(error) || isRefusal(error) && PASSING.test(firstOf(error).message);
}

/** Does work again whose commands went out together and were half answered when the line was cut. */
export async function untilAnswered<T>(work: () => Promise<T>): Promise<T> {
  while (true) {
    try {
      return await work();
    } catch (error) {
      if (!isCut(error)) throw error;
    }
  }
}

/** ioredis sends such commands again only if none of them was answered. */
const isCut = (error: unknown): error is Error =>
  error instanceof Error && error.message === "Command aborted due to connection close";

const PASSING = /^(BUSY|LOADING|MASTERDOWN|MISCONF|NOREPLICAS|OOM|READONLY|TRYAGAIN)\b/;

/** Whether it is Redis that refuses. */
export const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && error.name === "ReplyError";

const firstOf = (error: WithCauses): Error => error.previousErrors?.[0] ?? error;

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
  const told = new Set<string>();
  const survive = (redis: Redis) => {
    redis.on("error", (error: Error) => tell(reasonOf(error)));
    redis.on("ready", back);
    return watch(redis, { onSilence: () => tell("it does not answer") });
  };
  return {
    place,
    tell(error) {
      if (!isRefusal(error)) return;
      const { message } = firstOf(error);
      const [kind] = message.split(" ");
      if (!told.has(kind)) warn(`Redis at ${place} refuses what rows need: ${clip(message)}`);
      told.add(kind);
    },
    explain: (error) => new Error(`Cannot use Redis at ${place}: ${reasonOf(error)}`),
    open: () => survive(new Redis(url, { ...lasting, enableAutoPipelining: true })),
    openForJobs: () => survive(new JobsRedis(url, lasting)),
  };
}

interface WatchOptions {
  /** It waits for an answer all the time. */
  readonly isBlocking?: boolean;
  readonly onSilence?: () => void;
}

/** A connection that was cut without a word, also before it was ready, is made anew. */
function watch(redis: Redis, { isBlocking = false, onSilence = () => {} }: WatchOptions): Redis {
  let askedMs: number | undefined;
  const heard = () => void (askedMs = undefined);
  const timer = setInterval(() => {
    if (askedMs !== undefined) {
      if (now() - askedMs <= SILENCE_MS) return;
      heard();
      onSilence();
      return redis.disconnect(true);
    }
    if (redis.status === "connect") askedMs = now();
    if (redis.status !== "ready" || isBlocking) return;
    askedMs = now();
    redis.ping().then(heard, heard);
  }, ASK_MS);
  Deno.unrefTimer(timer);
  redis.on("ready", heard);
  redis.on("close", heard);
  redis.on("end", () => clearInterval(timer));
  return redis;
}

/** A connection from which BullMQ makes one more, which waits for jobs. */
class JobsRedis extends Redis {
  override duplicate(...args: Parameters<Redis["duplicate"]>): Redis {
    return watch(super.duplicate(...args), { isBlocking: true });
  }
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
  let hasErred = false;
  redis.on("error", (error: Error) => [why, hasErred] = [error, true]);
  const asked = redis.connect().then(() => redis.ping()).then(
    // A database that does not exist is told of, and not used; the connection stays.
    () => isReached = !hasErred,
    (error: unknown) => {
      // What is told first says more than that the connection was closed then.
      if (!(error instanceof Error && /closed/i.test(error.message))) why = error;
    },
  );
  await within(ANSWER_MS, asked);
  redis.disconnect();
  if (isReached) return;
  const hint = /EPIPE|ECONNRESET/.test(reasonOf(why)) ? " (a port for TLS needs rediss://)" : "";
  throw new Error(`Cannot use Redis at ${place}: ${reasonOf(why)}${hint}`);
}

const FULL = "it is full (OOM): give it a larger maxmemory, or remove what killed scripts left " +
  "there (work --clean)";

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? firstOf(error).message : String(error);
  if (/^WRONGPASS/.test(message)) return "user or password is wrong (WRONGPASS)";
  if (/^NOAUTH|without any password|no password is set/i.test(message)) {
    return "it asks for a password, or has none (AUTH)";
  }
  if (/ECONNREFUSED|refused/i.test(message)) return "the connection was refused";
  if (/^OOM/.test(message)) return FULL;
  if (/^Protocol error/.test(message)) return "what answers there is no Redis";
  return message;
}

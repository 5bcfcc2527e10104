/** Connections to Redis: a wrong address or password is told at once, an outage later on is survived. @module */
import { Redis, type RedisOptions } from "ioredis";
import { shorten } from "../../spot/core/options/options.ts";
import { within } from "../../spot/core/objective/platform.ts";

/** Longest time until a server has answered. */
const ANSWER_MS = 2800;
const LONGEST_WAIT_MS = 1000;
/** A server that is silent for so long, while it is asked, is out of reach. */
const SILENCE_MS = 20_000;

/** Opens connections to one server. */
export interface Server {
  /** Host and port, for messages. */
  readonly place: string;
  /** A connection that survives outages: what is sent meanwhile follows. */
  open(): Redis;
  /** Tells why commands fail, each reason once; outages are told of anyway. */
  tell(error: unknown): void;
}

/** A transaction that was refused says first why its commands were. */
type WithCauses = Error & { readonly previousErrors?: readonly Error[] };

/** Whether Redis answered, but refused: it is full, read-only, or does not permit it. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === "ReplyError";
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
  const told = new Set<string>();
  return {
    place,
    tell(error) {
      if (!isRefusal(error)) return;
      const [first = error] = (error as WithCauses).previousErrors ?? [];
      // What follows tells scripts apart.
      const why = first.message.replace(/[.]? script: .*/s, "");
      if (!told.has(why)) warn(`Redis at ${place} refuses what rows need: ${shorten(why)}`);
      told.add(why);
    },
    open() {
      const redis = new Redis(url, lasting);
      redis.on("error", (error: Error) => tell(reasonOf(error)));
      redis.on("ready", back);
      return redis;
    },
  };
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
  socketTimeout: SILENCE_MS,
  enableAutoPipelining: true,
};

const once: RedisOptions = {
  lazyConnect: true,
  retryStrategy: () => null,
  maxRetriesPerRequest: 0,
  connectTimeout: ANSWER_MS,
};

async function probe(url: string, place: string): Promise<void> {
  const redis = new Redis(url, once);
  let why: unknown = new Error("it does not answer");
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
  return message;
}

/** Options of the queue, for its method and for the command `work`. @module */
import {
  Fault,
  integer,
  type Kind,
  kind,
  type OptionTable,
} from "../../spot/core/options/options.ts";
import { QUEUE_NAME } from "./keys.ts";

/** Options of `queue`. */
export interface QueueOptions {
  /** Redis: `redis://:password@host:port`, or `rediss://` for TLS. */
  readonly url: string;
  /** What the machines are started with, too: a letter or digit, then also `_`, `.` and `-`. */
  readonly name: string;
  /** Cores that must be there before the first rows are given out. @default {1} */
  readonly minCores?: number;
}

const urlRule = "the URL of a Redis server, redis://:password@host:port or rediss:// for TLS";

/** URLs of servers; what is wrong with one is told without what it holds. */
export const serverUrl: Kind<string> = {
  rule: urlRule,
  check: (value) => {
    if (typeof value !== "string") return new Fault(urlRule, value, { isType: true });
    const isUrl = URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol);
    return isUrl ? value : new Fault(urlRule, "another text");
  },
};

/** Names of queues. */
export const queueName: Kind<string> = kind(
  "a name of at most 64 letters, digits, '_', '.' and '-'",
  (value) => typeof value === "string" && QUEUE_NAME.test(value),
);

/** Entries of {@linkcode QueueOptions}. */
export const queueTable = {
  url: { kind: serverUrl, isRequired: true },
  name: { kind: queueName, isRequired: true },
  minCores: { kind: integer(1), default: 1 },
} satisfies OptionTable<QueueOptions>;

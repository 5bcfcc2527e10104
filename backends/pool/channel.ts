/** What the pool asks of a way to reach a worker. @module */
import { now } from "../../spot/core/objective/platform.ts";
import type { Reply, Request } from "../protocol/message.ts";

/** The way to one worker; made by {@linkcode OpenChannel}. */
export interface Channel {
  /**
   * Sends a message to the worker.
   * @throws If it cannot be cloned.
   */
  post(request: Request): void;
  /** Ends the worker by force, at once as far as the platform can. No event follows. */
  kill(): void;
  /** Ends the worker and waits until it is gone, in bounded time. No event follows. */
  close(): Promise<void>;
}

/** How a worker died. */
export interface Death {
  /** For people: `killed by SIGKILL`, `exit code 1`. */
  readonly reason: string;
  /** Somebody killed it from outside. */
  readonly killed?: boolean;
  /** The worker told that it ran out of memory, so that one retry is enough to be sure. */
  readonly outOfMemory?: boolean;
  /** Another worker would fare no better: the platform refuses to start it. */
  readonly final?: boolean;
}

/** What a channel tells the pool; never while `open` itself is still running. */
export interface ChannelEvents {
  /** The worker answered. */
  reply(reply: Reply): void;
  /** The worker is gone and everything that it sent has been told. */
  died(death: Death): void;
}

/**
 * Starts a worker.
 *
 * @param worker The worker's number, from 0.
 * @throws If the platform refuses; no other start is tried then.
 */
export type OpenChannel = (worker: number, events: ChannelEvents) => Channel;

/** Time for the pool: the real one, or a simulated one in tests. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Calls back after `ms`; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
}

/** The real time. */
export const systemClock: Clock = {
  now,
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** What a pool of workers is made with. @module */
import type { OpenChannel } from "./channel.ts";

/** Options of {@linkcode createPool}. */
export interface PoolOptions {
  /** The method's name. */
  readonly name: string;
  /** Number of workers, which run one row each. */
  readonly numCores: number;
  /** The objective's module, for messages. */
  readonly moduleUrl: string;
  /** Starts a worker. */
  readonly open: OpenChannel;
  /** Takes what a user should know: a lost worker, a late one. */
  readonly warn: (message: string) => void;
  /** Workers started in place of lost ones, at most. */
  readonly maxRestarts: number;
  /** Rows per message. @default {as many as take about 5 ms} */
  readonly chunkSize?: number;
  /** Time limit of one row in milliseconds; channels must be able to kill. @default {none} */
  readonly rowTimeoutMs?: number;
  /** Time limit of a worker's start in milliseconds. @default {Infinity} */
  readonly startTimeoutMs?: number;
  /**
   * Whether a worker whose row was aborted is replaced, as the row may have started programs.
   * @default {false}
   */
  readonly renewAfterAbort?: boolean;
}

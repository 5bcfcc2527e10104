/** Methods: the ways of evaluating rows that `makeParallel` chooses from. @module */
import type { Backend } from "../spot/core/objective/backend.ts";
import type { Objective } from "../spot/core/objective/objective.ts";

export { type Backend, BackendError } from "../spot/core/objective/backend.ts";

/** A way of evaluating rows; each is made by a function that takes the options of that method alone. */
export interface Method {
  /** As records and messages show it. */
  readonly name: string;
  /** Whether rows run where the objective has to be imported; otherwise any function will do. */
  readonly importsObjective: boolean;
  /** The options that it was made with, as plain data, which logs keep: no secrets. @default {unknown} */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Number of rows at the same time where `numCores` is "auto". */
  autoCores(): number;
  /** Makes the backend of one objective. */
  createBackend(objective: Objective, options: BackendOptions): Backend;
}

/** What `makeParallel` hands to a method. */
export interface BackendOptions {
  /** Number of rows that run at the same time. */
  readonly numCores: number;
  /** Rows per message; undefined: chosen by measured cost. */
  readonly chunkSize?: number;
  /** The objective's files: no worker is started once one of them has changed. */
  readonly modules?: { findChanged(): string | undefined };
  /** Takes what a user should know and what is no error: a lost worker, a replaced one. */
  readonly onWarning: (message: string) => void;
}

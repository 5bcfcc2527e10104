/** What a machine is started with, and what it is. @module */
import type { Method } from "../method.ts";

/** Options of `startMachine`. */
export interface MachineOptions {
  readonly url: string;
  /** The queue's. */
  readonly name: string;
  /** Rows at the same time. */
  readonly cores: number;
  /** URLs of the modules whose objectives it evaluates; no others. */
  readonly modules: readonly string[];
  /** How it evaluates rows: in workers or subprocesses. */
  readonly method: Method;
  /** For people. */
  readonly label: string;
  /** Takes what there is to say. */
  readonly say: (line: string) => void;
  /** Rows of a machine that was silent for so long go to others, in milliseconds. @default {30000} */
  readonly leaseMs?: number;
}

/** A machine that is at work. */
export interface Machine extends AsyncDisposable {
  /** What it has done, in one line. */
  describe(): string;
}

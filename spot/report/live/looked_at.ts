/** The run that those who look at a page see. @module */
import type { RunRecord } from "../../record.ts";
import type { SeenRun } from "./live_message.ts";

/** A run that can be looked at: a `Spot`, or anything else that has a record. */
export interface LookedAt {
  /** The record so far. */
  readonly record: RunRecord;
}

/** Looks at one run after another, and gives what is new. */
export class RunLooks {
  #run: LookedAt | undefined;
  #title = "";
  #number = 0;
  /** What the look before was told from others by. */
  #seen = "";

  /** Looks at another run from now on. */
  show(run: LookedAt, title: string): void {
    [this.#run, this.#title] = [run, title];
    this.#number++;
  }

  /** What there is to be seen; undefined if all is as it was. */
  look(): SeenRun | undefined {
    if (!this.#run) return undefined;
    const [number, title, { record }] = [this.#number, this.#title, this.#run];
    const { rows, ended, notices, workers, machines = [] } = record;
    const present = machines.map(({ firstWorker, sinceMs }) => [firstWorker, sinceMs]);
    const now = JSON.stringify([number, rows.length, ended, notices.length, workers, present]);
    if (now === this.#seen) return undefined;
    this.#seen = now;
    return { number, title, record };
  }
}

/** What a pool and its workers say to each other. @module */
import type { Problem } from "../../spot/core/objective/problem.ts";
import type { PackedOutcomes, PackedTasks } from "./packing.ts";

/** From the pool to a worker. */
export type Request =
  | { readonly kind: "problem"; readonly digest: string; readonly problem: Problem }
  | {
    readonly kind: "rows";
    readonly chunk: number;
    /** Digest of the rows' problem, which may have come before, or be asked for. */
    readonly problem: string;
    readonly tasks: PackedTasks;
    /** Report each row before the next one starts: one of them may kill the worker. */
    readonly careful: boolean;
    /** Report, without any outcome, that the first row starts: its time limit counts from there. */
    readonly announce: boolean;
  }
  /** Leaves out the rows from index `end` on: another worker has taken them. */
  | { readonly kind: "trim"; readonly chunk: number; readonly end: number }
  | { readonly kind: "abort"; readonly chunk: number };

/** From a worker to the pool. */
export type Reply =
  /** The objective is imported and the last problem understood; one for each problem. */
  | { readonly kind: "ready" }
  /** The rows' problem is not known here: send it, and the rows again. */
  | { readonly kind: "unknown"; readonly chunk: number }
  /** The objective cannot be imported: another worker would fare no better. */
  | { readonly kind: "refused"; readonly message: string }
  | {
    readonly kind: "outcomes";
    readonly chunk: number;
    /** Nothing more will follow for this chunk. */
    readonly done: boolean;
    readonly outcomes: PackedOutcomes;
  };

/** The first message to the entry of a worker: what to import, and the lock that shows its life. */
export interface StartMessage {
  /** The objective's module. */
  readonly moduleUrl: string;
  /** Its name among the module's exports. */
  readonly exportName: string;
  /** Name of the Web Lock that the worker holds as long as it lives. */
  readonly lock: string;
}

/** A reply with other texts in the place of its messages of errors. */
export function mapMessages(reply: Reply, map: (message: string) => string): Reply {
  if (reply.kind === "refused") return { ...reply, message: map(reply.message) };
  if (reply.kind !== "outcomes" || reply.outcomes.others.length === 0) return reply;
  const others = reply.outcomes.others.map(([index, { failure, ...other }]) =>
    [
      index,
      failure ? { ...other, failure: { ...failure, message: map(failure.message) } } : other,
    ] as const
  );
  return { ...reply, outcomes: { ...reply.outcomes, others } };
}

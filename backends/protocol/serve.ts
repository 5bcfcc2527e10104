/** The worker's side of the protocol, whatever carries the messages. @module */
import { messageOf } from "../../spot/core/options/message_of.ts";
import { evaluateRow } from "../../spot/core/objective/evaluate_row.ts";
import type { ObjectiveFunction } from "../../spot/core/objective/objective.ts";
import {
  AbortController,
  now,
  Promise as PlatformPromise,
  setImmediate,
  setTimeout,
} from "../../spot/core/objective/platform.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { adoptProblem } from "../../spot/core/objective/row_problem.ts";
import type { Reply, Request } from "./message.ts";
import { type PackedTasks, packOutcomes, type TimedOutcome, unpackTasks } from "./packing.ts";

/** Finished rows are reported, and messages read, at least this often between rows. */
const REPORT_MS = 10;
/** Results of a chunk are also reported when they hold this many numbers. */
const REPORT_NUMBERS = 131_072;

interface Chunk {
  readonly id: number;
  readonly tasks: PackedTasks;
  readonly careful: boolean;
  readonly announce: boolean;
  readonly controller: AbortController;
  /** Rows from this index on are not evaluated. */
  end: number;
}

/**
 * Serves requests with the objective that `load` imports.
 *
 * @param load Imports the objective; called at once.
 * @param post Sends a reply to the pool.
 * @returns The function to be called with each request.
 */
export function serve(
  load: () => Promise<ObjectiveFunction>,
  post: (reply: Reply) => void,
): (request: Request) => Promise<void> {
  // A module that closes its worker lives on for a moment: it must not count as ready.
  const loading = load().then(survive).catch((error: unknown) => {
    post({ kind: "refused", message: messageOf(error) });
    return undefined;
  });
  let known: { readonly digest: string; readonly problem: Problem } | undefined;
  let chunk: Chunk | undefined;
  return async (request) => {
    switch (request.kind) {
      case "problem":
        known = request;
        adoptProblem(request.problem);
        if (await loading) post({ kind: "ready" });
        break;
      case "rows": {
        const { chunk: id, tasks, careful, announce, problem } = request;
        // As it is now: while the objective loads, another problem may come.
        const own = known;
        if (own?.digest !== problem) return post({ kind: "unknown", chunk: id });
        const end = tasks.rows;
        chunk = { id, tasks, careful, announce, end, controller: new AbortController() };
        const fun = await loading;
        if (fun) await evaluateChunk(fun, own.problem, chunk, post);
        break;
      }
      case "trim":
        if (chunk?.id === request.chunk) chunk.end = Math.min(chunk.end, request.end);
        break;
      case "abort":
        if (chunk?.id === request.chunk) {
          chunk.end = 0;
          chunk.controller.abort();
        }
    }
  };
}

async function evaluateChunk(
  fun: ObjectiveFunction,
  problem: Problem,
  chunk: Chunk,
  post: (reply: Reply) => void,
): Promise<void> {
  const arrival = now();
  const { id, tasks, careful, controller: { signal } } = chunk;
  const unpack = unpackTasks(tasks);
  let [first, reportedMs, numbers] = [0, arrival, 0];
  let outcomes: TimedOutcome[] = [];
  const report = (done: boolean) => {
    post({ kind: "outcomes", chunk: id, done, outcomes: packOutcomes(first, outcomes) });
    first += outcomes.length;
    [outcomes, numbers] = [[], 0];
  };
  if (chunk.announce) report(false);
  for (let index = 0; index < chunk.end; index++) {
    const startMs = now();
    const outcome = await evaluateRow(fun, unpack(index), { problem, signal });
    outcomes.push({ ...outcome, startMs: startMs - arrival });
    numbers += outcome.responses.length + (outcome.curve?.values.length ?? 0);
    const isLate = startMs + outcome.costMs - reportedMs > REPORT_MS;
    if ((isLate || careful || numbers > REPORT_NUMBERS) && index + 1 < chunk.end) {
      report(false);
      await nextTurn();
      reportedMs = now();
    }
  }
  report(true);
}

/** Resolves in the next turn of the event loop. */
function nextTurn(): Promise<void> {
  return new PlatformPromise((resolve) => setImmediate(resolve));
}

/** Resolves after a timer, which a worker that was closed does not live to see. */
function survive<T>(value: T): Promise<T> {
  return new PlatformPromise((resolve) => setTimeout(() => resolve(value), 0));
}

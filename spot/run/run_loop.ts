/**
 * The loop of a run: submit planned rows, take in results, plan the next.
 *
 * Synchronous and asynchronous runs are one loop: the next rows are planned as soon as the results
 * of all but the last `lag` submissions are known, and from exactly these (lag 0: from all). The design
 * is known from the beginning and submitted at once. Where rows are judged by those before, these are so
 * many of its rows as none could be judged by; the others follow as proposals do.
 *
 * @module
 */
import type { BatchObjective } from "../core/objective/evaluation.ts";
import { EvaluationError } from "../core/objective/evaluation_error.ts";
import type { Problem } from "../core/objective/problem.ts";
import type { BatchRecord } from "../record.ts";
import type { History, PlannedRow } from "./history.ts";
import type { Planner } from "./planner.ts";
import type { RowRecords } from "./row_records.ts";

/** What the loop works on. */
export interface RunLoopOptions {
  readonly objective: BatchObjective;
  readonly problem: Problem;
  readonly records: RowRecords;
  readonly planner: Planner;
  /** The rows to begin with. */
  readonly design: readonly PlannedRow[];
  readonly funEvals: number;
  /** New points per plan. */
  readonly nPoints: number;
  /** How many of the last submissions a plan does not know. */
  readonly lag: number;
  readonly signal: AbortSignal;
  /** Called after each result. */
  readonly onResult: (row: number) => void;
  /** The time that batch times count from. */
  readonly originMs: number;
}

/**
 * Runs until the budget is spent or the search space is exhausted.
 *
 * @param batches Receives the times of each submission, also if the loop throws.
 * @returns Whether the search space was exhausted before the budget was spent.
 * @throws The first error of an evaluation, after every row under way has ended; the signal's
 * reason once it is aborted; an error if every row of the beginning failed.
 */
export async function runLoop(
  options: RunLoopOptions,
  batches: BatchRecord[],
): Promise<{ readonly exhausted: boolean }> {
  const { records, planner, design, funEvals, nPoints, lag, signal } = options;
  const { history } = records;
  const underWay = new Set<Promise<void>>();
  const errors: unknown[] = [];
  let wake = Promise.withResolvers<void>();
  const notify = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  const submit = (rows: readonly PlannedRow[]) => {
    const batch = evaluateBatch(options, { rows, batches, notify })
      .catch((error) => {
        errors.push(error);
        settleFailed(error, options);
      })
      // Told of a failed row, the user's function may throw, too.
      .catch((error) => void errors.push(error))
      .finally(() => {
        underWay.delete(batch);
        notify();
      });
    underWay.add(batch);
  };

  const waiting = [...design];
  const first = planner.fewestToJudge === undefined
    ? design.length
    : Math.max(lag, planner.fewestToJudge);
  if (design.length > 0) {
    const isKnown = (row: number) => history.result(row) !== undefined;
    submit(planner.prepare(waiting.splice(0, first), records, { isKnown }));
  }
  let exhausted = false;
  while (errors.length === 0 && !signal.aborted && history.size < funEvals && !exhausted) {
    const limit = Math.max(0, history.size - lag);
    // In steps, a batch must have ended, too: it may end with an error after its last result.
    if (history.knownPrefix < limit || (lag === 0 && underWay.size > 0)) {
      await wake.promise;
      continue;
    }
    if (limit >= design.length) records.assertAnyUsable();
    const left = funEvals - history.size;
    const isKnown = (row: number) => row < limit;
    const rows = waiting.length > 0
      ? planner.prepare(waiting.splice(0, nPoints), records, { isKnown })
      : planner.next(records, { nPoints, left, isKnown });
    exhausted = rows.length === 0;
    if (!exhausted) submit(rows);
  }
  while (underWay.size > 0) await Promise.all(underWay);
  if (errors.length > 0) throw withAllResults(errors[0], history);
  signal.throwIfAborted();
  records.assertAnyUsable();
  return { exhausted };
}

/** Takes in the rows that only the error tells of; nothing is planned any more. */
function settleFailed(error: unknown, { records: { history }, onResult }: RunLoopOptions): void {
  if (!(error instanceof EvaluationError)) return;
  const news = error.results.filter(({ row }) => row < history.size && !history.result(row));
  for (const result of news) history.settle(result);
  for (const { row } of news) onResult(row);
}

/** Finished are the rows of earlier batches, too. */
function withAllResults(error: unknown, history: History): unknown {
  if (!(error instanceof EvaluationError) || error.row >= history.size) return error;
  return new EvaluationError(history.submitted(error.row), error, history.results());
}

interface BatchOptions {
  readonly rows: readonly PlannedRow[];
  readonly batches: BatchRecord[];
  readonly notify: () => void;
}

async function evaluateBatch(options: RunLoopOptions, batch: BatchOptions): Promise<void> {
  const { objective, problem, records: { history }, signal, onResult, originMs } = options;
  const startMs = performance.now() - originMs;
  const tasks = batch.rows.map((row) => history.submit(row));
  let finished = 0;
  let endMs = startMs;
  try {
    for await (const result of objective.evaluate(tasks, { problem, signal })) {
      finished++;
      // Taken here: the next rows are planned before this iteration ends.
      endMs = performance.now() - originMs;
      history.settle(result);
      onResult(result.row);
      batch.notify();
    }
  } finally {
    if (finished < tasks.length) endMs = performance.now() - originMs;
    batch.batches.push({ startMs, endMs, firstRow: tasks[0].row, rows: tasks.length });
  }
  if (finished === tasks.length) return;
  throw new Error(
    `Cannot finish the run as backend '${objective.method}' ended after ${finished} of ${tasks.length} rows`,
  );
}

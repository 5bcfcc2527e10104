/** The records of a run's rows: each result, as the goal judges it. @module */
import type { Outcome } from "../core/objective/evaluation.ts";
import type { Goal } from "../goal/goal.ts";
import type { RowRecord } from "../record.ts";
import type { History } from "./history.ts";

/** Records of the rows of a history. */
export class RowRecords {
  readonly history: History;
  readonly #goal: Goal;
  /** Of rows before which all are known: they do not change any more. */
  readonly #settled: RowRecord[] = [];
  /** The outcome of the first row that did not fail. */
  #first: Outcome | undefined;
  #originMs = performance.now();

  constructor(history: History, goal: Goal) {
    [this.history, this.#goal] = [history, goal];
  }

  /** Sets the time, on the clock of `performance.now()`, that the records' times count from. */
  begin(originMs: number): void {
    this.#originMs = originMs;
  }

  /** A time on the clock of `performance.now()` since the run began. */
  sinceBegin(ms: number): number {
    return ms - this.#originMs;
  }

  /** The record of a row, or undefined while its result is not known. */
  at(row: number): RowRecord | undefined {
    for (let known = this.#settled.length; known < this.history.knownPrefix; known++) {
      const record = this.#make(known)!;
      if (record.responses.length > 0 && !record.failure) this.#first ??= record;
      this.#settled.push(record);
    }
    return this.#settled[row] ?? this.#make(row);
  }

  /** The records of all rows whose result is known, in submission order. */
  all(): RowRecord[] {
    return Array.from({ length: this.history.size }, (_, row) => this.at(row) ?? []).flat();
  }

  /**
   * Refuses to go on from nothing.
   *
   * @throws {Error} If no result is known, or none of them can be used.
   */
  assertAnyUsable(): void {
    for (let row = 0; row < this.history.size; row++) {
      const record = this.at(row);
      if (record && Number.isFinite(record.y)) return;
    }
    const records = this.all();
    if (records.length === 0) {
      throw new Error("Cannot finish the run as no row was finished in time");
    }
    const [{ row, failure }] = records;
    throw new Error(
      `Cannot go on as all ${records.length} rows failed: row ${row}: ${
        failure?.message ?? "y is not finite"
      }`,
    );
  }

  #make(row: number): RowRecord | undefined {
    const result = this.history.result(row);
    if (!result) return undefined;
    const isJudged = !result.failure && !result.pruned;
    const judgement = isJudged ? this.#goal.judge(result, this.#first ?? result) : undefined;
    const { limits: _, ...submitted } = this.history.submitted(row);
    const { checkpoint: _bytes, ...outcome } = result;
    return {
      ...outcome,
      // After fields of the outcome that have the same names.
      ...submitted,
      y: NaN,
      ...judgement,
      startMs: this.sinceBegin(result.startMs),
      endMs: this.sinceBegin(result.endMs),
    };
  }
}

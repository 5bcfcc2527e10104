/**
 * The history of a run: rows in submission order, and their results once they are known.
 *
 * @module
 */
import type { EvaluationResult, EvaluationTask, Failure } from "../core/objective/evaluation.ts";
import type { Origin, RowRecord } from "../record.ts";
import { pointKey } from "../core/space/point_key.ts";
import { type ResponseControl, toScalar } from "./responses.ts";

/** A row about to be submitted. */
export interface PlannedRow {
  readonly x: readonly number[];
  readonly origin: Origin;
}

/** Rows in submission order. Row numbers, replicates and objectives are counted here. */
export class History {
  readonly #submitted: (EvaluationTask & PlannedRow)[] = [];
  readonly #results: (EvaluationResult | undefined)[] = [];
  readonly #records: (RowRecord | undefined)[] = [];
  readonly #replicates = new Map<string, number>();
  readonly #control: ResponseControl;
  #originMs = performance.now();
  /** Number of values per row, once a row has returned some. */
  #objectives: number | undefined;
  #known = 0;
  #usable = 0;

  constructor(control: ResponseControl) {
    this.#control = control;
  }

  /** Sets the time, on the clock of `performance.now()`, that the records' times count from. */
  begin(originMs: number): void {
    this.#originMs = originMs;
  }

  /** Number of rows submitted. */
  get size(): number {
    return this.#submitted.length;
  }

  /** Number of rows from the start whose results are all known. */
  get knownPrefix(): number {
    return this.#known;
  }

  /** Gives a planned row its number and replicate. */
  submit({ x, origin }: PlannedRow): EvaluationTask {
    const key = pointKey(x);
    const replicate = this.#replicates.get(key) ?? 0;
    this.#replicates.set(key, replicate + 1);
    const row = { row: this.size, x: Object.freeze([...x]), origin, replicate };
    this.#submitted.push(row);
    return { row: row.row, x: row.x, replicate };
  }

  /** Takes in the result of a submitted row. */
  settle(result: EvaluationResult): void {
    this.#results[result.row] = result;
    for (let row = this.#known; this.#results[row]; row = ++this.#known) {
      const record = this.#records[row] = this.#makeRecord(row);
      const { responses, y } = record;
      this.#objectives ??= responses.length || undefined;
      if (Number.isFinite(y)) this.#usable++;
    }
  }

  /** The submitted row of a number. */
  submitted(row: number): EvaluationTask & PlannedRow {
    return this.#submitted[row];
  }

  /** The points of all submitted rows. */
  points(): (readonly number[])[] {
    return this.#submitted.map(({ x }) => x);
  }

  /** Tells whether the result of a submitted row is known. */
  isKnown(row: number): boolean {
    return this.#results[row] !== undefined;
  }

  /** The first submitted row at a point whose result is not known. */
  firstUnknown(x: readonly number[]): number | undefined {
    const key = pointKey(x);
    return this.#submitted.find(({ row, x }) => !this.isKnown(row) && pointKey(x) === key)?.row;
  }

  /** The record of a row, or undefined while its result is not known. */
  record(row: number): RowRecord | undefined {
    if (this.#records[row]) return this.#records[row];
    return this.#results[row] && this.#makeRecord(row);
  }

  /**
   * Refuses to go on from nothing.
   *
   * @throws {Error} If no result is known, or none of them can be used.
   */
  assertAnyUsable(): void {
    if (this.#usable > 0) return;
    const records = this.records();
    if (records.some(({ y }) => Number.isFinite(y))) return;
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

  /** The results of all rows that are known, as they came, in submission order. */
  results(): EvaluationResult[] {
    return this.#submitted.flatMap(({ row }) => this.#results[row] ?? []);
  }

  /** The records of all rows whose result is known, in submission order. */
  records(): RowRecord[] {
    return this.#submitted.flatMap(({ row }) => this.record(row) ?? []);
  }

  #makeRecord(row: number): RowRecord {
    const { x, origin, replicate } = this.#submitted[row];
    const { y: responses, worker, attempt, costMs, startMs, endMs, ...rest } = this.#results[row]!;
    const value = rest.failure ? rest : this.#reduce(responses);
    return {
      row,
      x,
      responses,
      y: "y" in value ? value.y : NaN,
      ...("failure" in value && { failure: value.failure }),
      origin,
      replicate,
      worker,
      attempt,
      startMs: startMs - this.#originMs,
      endMs: endMs - this.#originMs,
      costMs,
    };
  }

  #reduce(responses: readonly number[]): { y: number } | { failure: Failure } {
    const objectives = this.#objectives ?? responses.length;
    if (responses.length !== objectives) {
      return valueFailure(`the objective returned ${responses.length} values, not ${objectives}`);
    }
    const { allowNonFinite } = this.#control;
    if (!allowNonFinite && !responses.every(Number.isFinite)) {
      return valueFailure(`the objective's value is not finite: [${responses}]`);
    }
    let y: unknown;
    try {
      y = toScalar(responses, this.#control);
    } catch (error) {
      return valueFailure(error instanceof Error ? error.message : String(error));
    }
    if (typeof y === "number" && (Number.isFinite(y) || allowNonFinite)) return { y };
    return valueFailure(`weights and mo2so gave ${String(y)}`);
  }
}

function valueFailure(message: string): { failure: Failure } {
  return { failure: { kind: "value", message } };
}

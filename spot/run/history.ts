/** The history of a run: rows in submission order, and their results once they are known. @module */
import type { EvaluationResult, EvaluationTask } from "../core/objective/evaluation.ts";
import { pointKey } from "../core/space/point_key.ts";
import type { Origin } from "../record.ts";

/** A row about to be submitted. */
export interface PlannedRow {
  readonly x: readonly number[];
  readonly origin: Origin;
}

/** Rows in submission order. Row numbers and replicates are counted here. */
export class History {
  readonly #submitted: (EvaluationTask & PlannedRow)[] = [];
  readonly #results: (EvaluationResult | undefined)[] = [];
  readonly #replicates = new Map<string, number>();
  #known = 0;

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
    while (this.#results[this.#known]) this.#known++;
  }

  /** The submitted row of a number. */
  submitted(row: number): EvaluationTask & PlannedRow {
    return this.#submitted[row];
  }

  /** The points of all submitted rows. */
  points(): (readonly number[])[] {
    return this.#submitted.map(({ x }) => x);
  }

  /** The result of a row, or undefined while it is not known. */
  result(row: number): EvaluationResult | undefined {
    return this.#results[row];
  }

  /** The first submitted row at a point whose result is not known. */
  firstUnknown(x: readonly number[]): number | undefined {
    const key = pointKey(x);
    return this.#submitted.find(({ row, x }) => !this.#results[row] && pointKey(x) === key)?.row;
  }

  /** The results of all rows that are known, as they came, in submission order. */
  results(): EvaluationResult[] {
    return this.#submitted.flatMap(({ row }) => this.#results[row] ?? []);
  }
}

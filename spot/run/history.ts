/** The history of a run: rows in submission order, and their results once they are known. @module */
import type { EvaluationResult, EvaluationTask } from "../core/objective/evaluation.ts";
import { pointKey } from "../core/space/search_space.ts";
import type { Origin } from "../record.ts";

/** A row about to be submitted: its task but for what is counted, and where its point came from. */
export interface PlannedRow extends Omit<EvaluationTask, "row" | "replicate"> {
  readonly origin: Origin;
}

/** A row that was submitted. */
export type SubmittedRow = EvaluationTask & PlannedRow;

/** Rows in submission order. Row numbers and replicates are counted here. */
export class History {
  readonly #submitted: SubmittedRow[] = [];
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

  /**
   * Gives a planned row its number and replicate. One that goes on from another has that one's
   * replicate, and takes its checkpoint over: no other row can need it.
   */
  submit({ x, origin, ...others }: PlannedRow): EvaluationTask {
    const { predecessor } = others;
    const replicate = predecessor === undefined
      ? this.#countReplicate(x)
      : this.#submitted[predecessor].replicate;
    const task = { row: this.size, x: Object.freeze([...x]), replicate, ...others };
    this.#submitted.push({ ...task, origin });
    if (predecessor === undefined) return task;
    const { checkpoint, ...result } = this.#results[predecessor]!;
    this.#results[predecessor] = result;
    return checkpoint ? { ...task, checkpoint } : task;
  }

  #countReplicate(x: readonly number[]): number {
    const key = pointKey(x);
    const replicate = this.#replicates.get(key) ?? 0;
    this.#replicates.set(key, replicate + 1);
    return replicate;
  }

  /** Takes in the result of a submitted row. */
  settle(result: EvaluationResult): void {
    this.#results[result.row] = result;
    while (this.#results[this.#known]) this.#known++;
  }

  /** All submitted rows, in order. */
  get rows(): readonly SubmittedRow[] {
    return this.#submitted;
  }

  /** The submitted row of a number. */
  submitted(row: number): SubmittedRow {
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

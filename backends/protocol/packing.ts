/**
 * Tasks and outcomes as flat arrays of numbers: cloning them costs a fraction of cloning objects,
 * and NaN, -0 and infinities arrive as they are.
 *
 * @module
 */
import type { EvaluationTask, Failure, RowOutcome } from "../objective/evaluation.ts";

/** The rows of a chunk; each is known by its index in the chunk. */
export interface PackedTasks {
  readonly replicates: Float64Array;
  /** Length of each x; all have the same. */
  readonly width: number;
  readonly x: Float64Array;
}

/** Outcomes of consecutive rows of a chunk. */
export interface PackedOutcomes {
  /** Index of the first row in the chunk. */
  readonly first: number;
  /** Start of each row in milliseconds since the chunk arrived. */
  readonly startMs: Float64Array;
  readonly costMs: Float64Array;
  /** Number of values of each row. */
  readonly lengths: Uint32Array;
  readonly y: Float64Array;
  /** Failures by index within these outcomes. */
  readonly failures: readonly (readonly [number, Failure])[];
}

/** Packs rows whose x are of equal length. */
export function packTasks(tasks: readonly EvaluationTask[]): PackedTasks {
  const width = tasks[0]?.x.length ?? 0;
  const x = new Float64Array(tasks.length * width);
  const replicates = new Float64Array(tasks.length);
  for (let i = 0; i < tasks.length; i++) {
    replicates[i] = tasks[i].replicate;
    x.set(tasks[i].x, i * width);
  }
  return { replicates, width, x };
}

/** Unpacks one row; its `row` is its index in the chunk. */
export function unpackTask({ replicates, width, x }: PackedTasks, index: number): EvaluationTask {
  const values = Array.from<number>({ length: width });
  for (let j = 0; j < width; j++) values[j] = x[index * width + j];
  return { row: index, x: values, replicate: replicates[index] };
}

/** A row's outcome with its start in milliseconds since the chunk arrived. */
export interface TimedOutcome extends RowOutcome {
  readonly startMs: number;
}

/** Packs the outcomes of consecutive rows of a chunk. */
export function packOutcomes(first: number, outcomes: readonly TimedOutcome[]): PackedOutcomes {
  const n = outcomes.length;
  const [startMs, costMs] = [new Float64Array(n), new Float64Array(n)];
  const lengths = new Uint32Array(n);
  const failures: [number, Failure][] = [];
  for (let i = 0; i < n; i++) {
    const outcome = outcomes[i];
    startMs[i] = outcome.startMs;
    costMs[i] = outcome.costMs;
    lengths[i] = outcome.y.length;
    if (outcome.failure) failures.push([i, outcome.failure]);
  }
  return { first, startMs, costMs, lengths, y: concatenate(outcomes, lengths), failures };
}

function concatenate(outcomes: readonly TimedOutcome[], lengths: Uint32Array): Float64Array {
  const y = new Float64Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const outcome of outcomes) {
    for (let j = 0; j < outcome.y.length; j++) y[at++] = outcome.y[j];
  }
  return y;
}

/** Unpacks outcomes, in order; `row` is the index in the chunk. */
export function* unpackOutcomes(packed: PackedOutcomes): Generator<TimedOutcome> {
  const { first, startMs, costMs, lengths, y } = packed;
  const failures = new Map(packed.failures);
  let at = 0;
  for (let i = 0; i < lengths.length; i++) {
    const values = lengths[i] === 1 ? [y[at]] : Array.from(y.subarray(at, at + lengths[i]));
    at += lengths[i];
    const outcome = { row: first + i, y: values, costMs: costMs[i], startMs: startMs[i] };
    const failure = failures.get(i);
    yield failure ? { ...outcome, failure } : outcome;
  }
}

/** A small run for the tests of the row log. */
import type {
  EvaluationResult,
  EvaluationTask,
  Problem,
} from "../../../spot/core/objective/mod.ts";
import type { RunIdentity } from "../../../backends/log/identity.ts";
import type { LogFile } from "../../../backends/log/log_file.ts";

export const problem: Problem = {
  seed: 125,
  variables: [
    { name: "l1", type: "int", lower: 2, upper: 5, transform: "power_2_int" },
    { name: "patience", type: "int", lower: 2, upper: 2, transform: "none" },
    {
      name: "act",
      type: "factor",
      lower: 0,
      upper: 1,
      transform: "none",
      levels: ["Tanh", "ReLU"],
    },
    { name: "lr", type: "float", lower: -1, upper: 10, transform: "none" },
  ],
  dataSet: { features: [[1, 2], [3, 4]], target: [5, 6] },
  controls: { scaler: "none", lIn: 2 },
};

export const identity: RunIdentity = {
  name: "example",
  moduleUrl: "file:///example.ts",
  exportName: "fun",
  problem,
  version: "1.2.3",
};

export function taskOf(row: number, replicate = 0): EvaluationTask {
  return { row, x: [2 + row % 4, row % 2, row / 3], replicate };
}

export function resultOf(row: number, y: readonly number[] = [row / 7]): EvaluationResult {
  return {
    row,
    responses: y,
    costMs: row / 9,
    worker: 1,
    attempt: 1,
    startMs: 10,
    endMs: 10 + row,
  };
}

/** A file in memory that outlives its handles; `fault` may throw before the n-th operation. */
export class MemoryFile {
  bytes = new Uint8Array(0);
  closed = 0;
  operations = 0;
  readonly #fault: (operation: number) => void;
  #isTorn = false;

  constructor(fault: (operation: number) => void = () => {}) {
    this.#fault = fault;
  }

  open = (): LogFile => ({
    read: () => this.#do(() => this.bytes.slice()),
    append: (bytes) => this.#append(bytes),
    truncate: (length) => this.#do(() => void (this.bytes = this.bytes.slice(0, length))),
    sync: () => this.#do(() => {}),
    state: () => "whole",
    release: () => {},
    close: () => void this.closed++,
  });

  #do<T>(action: () => T): T {
    this.#fault(++this.operations);
    return action();
  }

  /** A disk that becomes full takes a part first, and throws when more is to be written. */
  #append(bytes: Uint8Array): number {
    let count = bytes.length;
    try {
      this.#fault(++this.operations);
      this.#isTorn = false;
    } catch (error) {
      if (this.#isTorn) throw error;
      this.#isTorn = true;
      count >>= 1;
    }
    this.bytes = new Uint8Array([...this.bytes, ...bytes.subarray(0, count)]);
    return count;
  }
}

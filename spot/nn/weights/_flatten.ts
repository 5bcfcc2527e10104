/** Checks of states on their way to a file. @module */
import { clip, show } from "../../core/options/options.ts";
import { isBatchCounter, type ReadonlyStateDict } from "../state_dict.ts";

/** One entry of a state, row by row. */
export interface FlatTensor {
  readonly name: string;
  /** [length], or [rows, columns]. */
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/**
 * Flattens a state; counters of batches are left out.
 *
 * @throws {TypeError} If an entry is no vector or matrix of numbers; names it.
 */
export function flattenState(state: ReadonlyStateDict, action: string): FlatTensor[] {
  if (typeof state !== "object" || state === null || Array.isArray(state)) {
    throw new TypeError(
      `Cannot ${action} as a state must be an object of arrays: current value is ${show(state)}`,
    );
  }
  return Object.entries(state)
    .filter(([name]) => !isBatchCounter(name))
    .map(([name, tensor]) => flatten(name, tensor, action));
}

function flatten(name: string, tensor: unknown, action: string): FlatTensor {
  const rows: readonly unknown[] = Array.isArray(tensor) ? tensor : [];
  const isMatrix = Array.isArray(rows[0]);
  const columns = isMatrix ? (rows[0] as unknown[]).length : 1;
  const isRegular = Array.isArray(tensor) &&
    (!isMatrix || rows.every((row) => Array.isArray(row) && row.length === columns)) &&
    columns > 0;
  const values: readonly unknown[] = isMatrix
    ? rows.flatMap((row) => Array.isArray(row) ? Array.from(row) : [])
    : Array.from(rows);
  if (!isRegular || !values.every((value) => typeof value === "number")) {
    throw new TypeError(
      `Cannot ${action} as '${
        clip(name)
      }' must be a vector or a matrix of numbers, of rows of one length: current value is ${
        show(tensor)
      }`,
    );
  }
  const shape = isMatrix ? [rows.length, columns] : [rows.length];
  return { name, shape, values: values as number[] };
}

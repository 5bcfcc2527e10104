/**
 * The state of a network as nested arrays under PyTorch's names.
 *
 * @module
 */
import { clip, show } from "../core/options/options.ts";
import type { NetworkLayout, StateEntry } from "./layout.ts";

/** A vector, or a matrix as rows. */
export type Tensor = number[] | number[][];

/** A network's state, or its gradients: PyTorch's names to nested arrays. */
export type StateDict = Record<string, Tensor>;

/** What may be loaded: also what is read-only. */
export type ReadonlyStateDict = Readonly<
  Record<string, readonly number[] | readonly (readonly number[])[] | number>
>;

/** PyTorch's counter of batches, which no result depends on: accepted and left out. */
const COUNTER = /(^|\.)num_batches_tracked$/;

/** Tells whether an entry is PyTorch's counter of batches. */
export function isBatchCounter(name: string): boolean {
  return COUNTER.test(name);
}

/** Reads entries from the flat values; `shift` moves from a parameter to its gradient. */
export function readState(
  entries: readonly StateEntry[],
  values: Float64Array,
  { shift = 0 }: { readonly shift?: number } = {},
): StateDict {
  const state: StateDict = {};
  for (const { name, shape, offset } of entries) {
    const start = offset + shift;
    state[name] = shape.length === 1
      ? [...values.subarray(start, start + shape[0])]
      : Array.from({ length: shape[0] }, (_, row) => {
        const rowStart = start + row * shape[1];
        return [...values.subarray(rowStart, rowStart + shape[1])];
      });
  }
  return state;
}

/**
 * Writes a whole state into the flat values; all entries are checked before the first is written.
 *
 * @throws {TypeError} If the state is not an object of vectors and matrices of numbers, or an entry is
 * missing, unknown or of another shape.
 */
export function writeState(
  { entries }: Pick<NetworkLayout, "entries">,
  values: Float64Array,
  state: ReadonlyStateDict,
): void {
  const given = new Map(flattenState(state, "load the state").map((entry) => [entry.name, entry]));
  const names = new Set(entries.map(({ name }) => name));
  for (const name of given.keys()) {
    if (!names.has(name)) refuse(name, "be an entry of this network");
  }
  const flat = entries.map(({ name, shape }) => {
    const tensor = given.get(name) ?? refuse(name, "be present");
    if (String(tensor.shape) === String(shape)) return tensor.values;
    return refuse(name, `have shape ${show(shape)}: current shape is ${show(tensor.shape)}`);
  });
  entries.forEach(({ offset }, i) => values.set(flat[i], offset));
}

function refuse(name: string, rule: string): never {
  throw new TypeError(`Cannot load the state as '${name}' must ${rule}`);
}

/** One entry of a state, row by row. */
export interface FlatTensor {
  readonly name: string;
  /** [length], or [rows, columns]. */
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/**
 * Flattens a state and checks it; counters of batches are left out.
 *
 * @throws {TypeError} If an entry is not a vector or matrix of numbers; names it.
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

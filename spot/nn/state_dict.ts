/**
 * The state of a network as nested arrays under PyTorch's names.
 *
 * @module
 */
import { show } from "../core/options/options.ts";
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
 * @throws {TypeError} If the state is no object, or an entry is missing, unknown, wrongly shaped or not
 * of numbers.
 */
export function writeState(
  { entries }: Pick<NetworkLayout, "entries">,
  values: Float64Array,
  state: ReadonlyStateDict,
): void {
  if (typeof state !== "object" || state === null) {
    throw new TypeError(
      `Cannot load the state as it must be an object of named arrays: current value is ${
        show(state)
      }`,
    );
  }
  const names = new Set(entries.map(({ name }) => name));
  for (const name of Object.keys(state)) {
    const isCounter = isBatchCounter(name) && names.has(name.replace(/\w+$/, "running_mean"));
    if (!names.has(name) && !isCounter) refuse(name, "be an entry of this network");
  }
  const flat = entries.map((entry) => flatten(entry, state));
  entries.forEach(({ offset }, i) => values.set(flat[i], offset));
}

function flatten({ name, shape }: StateEntry, state: ReadonlyStateDict): number[] {
  if (!Object.hasOwn(state, name)) refuse(name, "be present");
  const tensor: unknown = state[name];
  const rows: unknown[] = shape.length === 1 ? [tensor] : Array.isArray(tensor) ? tensor : [];
  const [rowCount, length] = shape.length === 1 ? [1, shape[0]] : shape;
  const fits = rows.length === rowCount &&
    rows.every((row) => Array.isArray(row) && row.length === length);
  if (!fits) refuse(name, `have shape [${shape.join(", ")}]`, describeShape(tensor));
  const numbers = rows.flat();
  const isWhole = numbers.length === rowCount * length;
  if (!isWhole || !numbers.every((value) => typeof value === "number")) {
    refuse(name, "hold numbers only");
  }
  return numbers as number[];
}

function describeShape(tensor: unknown): string {
  if (!Array.isArray(tensor)) return typeof tensor;
  const lengths = new Set(tensor.map((row) => Array.isArray(row) ? row.length : -1));
  if (lengths.size > 1) return "rows of different lengths";
  const [length] = lengths;
  return length === undefined || length < 0
    ? `[${tensor.length}]`
    : `[${tensor.length}, ${length}]`;
}

function refuse(name: string, rule: string, value?: string): never {
  const current = value === undefined ? "" : `: current shape is ${value}`;
  throw new TypeError(`Cannot load the state as '${name}' must ${rule}${current}`);
}

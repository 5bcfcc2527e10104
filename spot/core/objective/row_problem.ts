/**
 * The problem as rows see it: whatever a row does to it, the next row, another worker and the caller
 * have it as it was.
 *
 * @module
 */
import { show } from "../options/options.ts";
import { structuredClone } from "./platform.ts";
import type { Problem } from "./problem.ts";

const known = new WeakMap<Problem, () => Problem>();

/**
 * The problem for one row. Plain objects and arrays are frozen, once for each thread. An entry of
 * `dataSet` or `controls` that holds what the language cannot freeze (typed arrays, buffers, Map, Set,
 * Date, ...) is copied for each row that asks for its problem.
 *
 * The first call for a problem copies it whole, unless {@linkcode adoptProblem} took it over.
 *
 * @throws {TypeError} If data or controls cannot be cloned; the message names the entry.
 */
export function problemForRow(problem: Problem): Problem {
  return (known.get(problem) ?? protect(problem, cloneProblem(problem)))();
}

/** Takes over a problem that belongs to nobody else, without a copy. */
export function adoptProblem(problem: Problem): void {
  protect(problem, problem);
}

function cloneProblem(problem: Problem): Problem {
  try {
    return structuredClone({ ...problem });
  } catch (cause) {
    checkCloneable(problem);
    throw cause;
  }
}

function protect(problem: Problem, own: Problem): () => Problem {
  const [dataSet, controls] = [protectEntry(own.dataSet), protectEntry(own.controls)];
  freeze(own.variables);
  const make = (): Problem =>
    Object.freeze({
      ...own,
      dataSet: dataSet.forRow(),
      controls: controls.forRow() as Problem["controls"],
    });
  const shared = dataSet.isShared && controls.isShared ? make() : undefined;
  const problemOf = shared ? () => shared : make;
  known.set(problem, problemOf);
  return problemOf;
}

/** An entry of a problem: the same frozen one for all rows, or a copy for each. */
interface ProtectedEntry {
  readonly isShared: boolean;
  forRow(): unknown;
}

/** Of a record that cannot be frozen whole, each entry is protected for itself. */
function protectEntry(entry: unknown, isWithin = false): ProtectedEntry {
  if (freeze(entry)) return { isShared: true, forRow: () => entry };
  if (isWithin || !isPlain(entry) || Array.isArray(entry)) {
    return { isShared: false, forRow: () => copyOf(entry) };
  }
  const parts = Object.entries(entry).map(([key, part]) =>
    [key, protectEntry(part, true)] as const
  );
  const forRow = () =>
    Object.freeze(Object.fromEntries(parts.map(([key, part]) => [key, part.forRow()])));
  return { isShared: false, forRow };
}

/** Freezes a tree of plain data; tells whether all of it could be frozen. */
function freeze(root: unknown): boolean {
  const seen = new Set<unknown>([root]);
  let isWhole = true;
  for (const value of seen) {
    if (!isObject(value)) continue;
    if (!isPlain(value)) isWhole = false;
    else {
      for (const entry of entriesOf(value)) if (isObject(entry)) seen.add(entry);
      Object.freeze(value);
    }
  }
  return isWhole;
}

/** What an array or a record holds; of an array without a list of its own. */
function entriesOf(value: object): Iterable<unknown> {
  return Array.isArray(value) ? value : Object.values(value);
}

/** Bytes are copied several times as fast as they are cloned. */
function copyOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return (value as Float64Array).slice();
  }
  return structuredClone(value);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

/** Problems that were looked at. */
const cloneable = new WeakSet<Problem>();

/**
 * Refuses data and controls that cannot be cloned, so that they reach no worker.
 *
 * @throws {TypeError} The message names the entry.
 */
export function checkCloneable(problem: Problem): void {
  if (cloneable.has(problem)) return;
  const { dataSet, controls } = problem;
  const seen = new Set<object>();
  const waiting: [path: string, value: unknown][] = [["controls", controls], ["dataSet", dataSet]];
  for (let next; (next = waiting.pop());) {
    const [path, value] = next;
    if (!isCloneable(value)) {
      throw new TypeError(
        `Cannot give rows their problem as its data and controls must be cloneable: '${path}' is ${
          show(value)
        }`,
      );
    }
    if (!isPlain(value) || seen.has(value)) continue;
    seen.add(value);
    const names = Array.isArray(value) ? undefined : Object.keys(value);
    let at = 0;
    for (const entry of entriesOf(value)) {
      // Most entries are numbers.
      if (typeof entry !== "number" && (isObject(entry) || !isCloneable(entry))) {
        waiting.push([names ? `${path}.${names[at]}` : `${path}[${at}]`, entry]);
      }
      at++;
    }
  }
  cloneable.add(problem);
}

/** Objects that are not plain are tried; of plain ones the entries are looked at. */
function isCloneable(value: unknown): boolean {
  if (!isObject(value)) return typeof value !== "function" && typeof value !== "symbol";
  if (isPlain(value) || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return true;
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** Options of a program's tuning that exclude or need each other. @module */
import { toFlag, UsageError } from "../options.ts";

const excluding = [
  ["log", "resume"],
  ["objectives", "maximize"],
  ["objectives", "pruning"],
  ["objectives", "ocbaDelta"],
  ["objectives", "infillCriterion"],
  ["fidelity", "pruning"],
  ["fidelity", "ocbaDelta"],
  ["nPoints", "pending"],
  ["ocbaDelta", "pending"],
] as const;

const needing = [
  ["acceptChanges", ["log", "resume"]],
  ["brackets", ["fidelity"]],
  ["ocbaDelta", ["noise"]],
  ["ocbaDelta", ["funRepeats"]],
  ["referencePoint", ["objectives"]],
] as const;

type Name = typeof excluding[number][number] | typeof needing[number][0];

/** Option values by name: undefined or false where none is given. */
type Values = { readonly [N in Name | typeof needing[number][1][number]]: unknown };

/**
 * Refuses options that do not go together.
 *
 * @throws {UsageError} If two exclude each other, or one lacks what it needs.
 */
export function checkCombinations(values: Values): void {
  const isGiven = (name: keyof Values) => values[name] !== undefined && values[name] !== false;
  const flag = (name: string) => `'--${toFlag(name)}'`;
  for (const [a, b] of excluding) {
    if (!isGiven(a) || !isGiven(b)) continue;
    throw new UsageError(`Cannot tune as ${flag(a)} and ${flag(b)} do not go together`);
  }
  for (const [name, others] of needing) {
    if (!isGiven(name) || others.some(isGiven)) continue;
    throw new UsageError(`Cannot tune as ${flag(name)} needs ${others.map(flag).join(" or ")}`);
  }
}

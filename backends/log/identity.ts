/**
 * What makes two runs the same run: the objective, the space, the seed and the data.
 *
 * @module
 */
import { shorten } from "../../spot/core/options/options.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import type { Variable } from "../../spot/core/space/variable.ts";
import { describeValue } from "./canonical.ts";

/** The run that a row log belongs to. */
export interface RunIdentity {
  /** The objective's name. */
  readonly name: string;
  /** Where the objective can be imported from, if it can. */
  readonly moduleUrl?: string;
  readonly exportName?: string;
  /** What tells the objective from others where no module does. */
  readonly objective?: Readonly<Record<string, unknown>>;
  readonly problem: Problem;
  /** The version of this package. */
  readonly version: string;
  /** Digests of the objective's files by URL, as far as they are known. */
  readonly modules?: ReadonlyMap<string, string>;
}

/** An identity as texts by field, each short enough for a message. */
export type IdentityFields = Readonly<Record<string, string>>;

/**
 * Describes a run field by field, so that a difference can be named. Two runs have the same texts
 * exactly if they are the same.
 *
 * @throws {TypeError} If data or controls are not plain; the message names the field.
 */
export function identityFields(identity: RunIdentity): IdentityFields {
  const { name, moduleUrl, exportName, objective = {}, problem, version, modules = [] } = identity;
  return {
    version,
    name,
    ...toTexts([["moduleUrl", moduleUrl], ["exportName", exportName]]),
    ...toTexts(Object.entries(objective).map(([key, value]): Field => [`objective.${key}`, value])),
    ...problemFields(problem),
    ...toTexts([...modules].map(([url, sha]): Field => [`${MODULE}${url}`, sha])),
  };
}

type Field = readonly [name: string, value: unknown];

function toTexts(fields: readonly Field[]): IdentityFields {
  return Object.fromEntries(fields.map(([name, value]) => [name, describeValue(name, value)]));
}

/** Data can be large. */
const described = new WeakMap<Problem, IdentityFields>();

/**
 * Describes a problem field by field.
 *
 * @throws {TypeError} If data or controls are not plain; the message names the field.
 */
function problemFields(problem: Problem): IdentityFields {
  const known = described.get(problem);
  if (known) return known;
  const { seed, variables, allowNonFinite = false, dataSet, controls } = problem;
  const { directions = "minimize" } = problem;
  const fields = toTexts([
    ["seed", seed],
    ["space", variables.map((variable) => variable.name)],
    ...variables.map(toEntry),
    ["directions", directions],
    ["allowNonFinite", allowNonFinite],
    ["dataSet", dataSet],
    ...Object.entries(controls).map(([key, value]): Field => [`controls.${key}`, value]),
  ]);
  described.set(problem, fields);
  return fields;
}

/** What a variable's x stands for; its default only proposes an x. */
function toEntry(variable: Variable): Field {
  const { name, type, lower, upper, levels, scale = "linear", transform = "none", when } = variable;
  const values = levels ? [type, levels] : [type, lower, upper, scale, transform];
  return [`space.${name}`, when ? [...values, when] : values];
}

const MODULE = "module ";

/** Says in which field two runs differ first, but for files; undefined if they are the same run. */
export function describeDifference(
  ours: IdentityFields,
  theirs: IdentityFields,
): string | undefined {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  for (const field of keys) {
    if (field.startsWith(MODULE) || ours[field] === theirs[field]) continue;
    return `its '${shorten(field)}' must be that of this run: current value is ` +
      `${shorten(ours[field] ?? "none")}, the log's is ${shorten(theirs[field] ?? "none")}`;
  }
}

/**
 * Finds a file of the objective that is not what it was. One that is new or gone is imported, or was,
 * by another one that has changed; it may also be that one run could not read it.
 *
 * @returns Its URL; undefined if there is none.
 */
export function findChangedModule(
  ours: IdentityFields,
  theirs: IdentityFields,
): string | undefined {
  const changed = Object.keys(ours).find((field) =>
    field.startsWith(MODULE) && Object.hasOwn(theirs, field) && ours[field] !== theirs[field]
  );
  return changed?.slice(MODULE.length);
}

const known = new WeakMap<Problem, string>();

/** A digest of what a problem holds; data that are not plain have none, but a name of their own. */
export function problemDigest(problem: Problem): string {
  let digest = known.get(problem);
  if (digest === undefined) known.set(problem, digest = makeDigest(problem));
  return digest;
}

function makeDigest(problem: Problem): string {
  try {
    const { variables, responseNames, largestBudget } = problem;
    const others = { variables, responseNames, largestBudget };
    return describeValue("problem", { ...problemFields(problem), ...others });
  } catch {
    return crypto.randomUUID();
  }
}

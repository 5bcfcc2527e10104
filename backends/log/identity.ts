/**
 * What makes two runs the same run: the objective, the space, the seed and the data.
 *
 * @module
 */
import type { Problem } from "../objective/problem.ts";
import type { Variable } from "../objective/variable.ts";
import { canonical, digest } from "./canonical.ts";

/** The run that a row log belongs to. */
export interface RunIdentity {
  /** The objective's name. */
  readonly name: string;
  /** Where the objective can be imported from, if it can. */
  readonly moduleUrl?: string;
  readonly exportName?: string;
  readonly problem: Problem;
  /** The version of this package. */
  readonly version: string;
}

/** An identity as texts by field, each short enough for a message. */
export type IdentityFields = Readonly<Record<string, string>>;

const LONGEST_TEXT = 200;

/** Describes a run field by field, so that a difference can be named. */
export function identityFields(identity: RunIdentity): IdentityFields {
  const { name, moduleUrl, exportName, problem, version } = identity;
  return {
    version,
    name,
    moduleUrl: moduleUrl ?? "none",
    exportName: exportName ?? "none",
    seed: canonical(problem.seed),
    space: problem.variables.map((variable) => variable.name).join(", "),
    ...prefixed("space", problem.variables.map((entry) => [entry.name, describeVariable(entry)])),
    allowNonFinite: String(problem.allowNonFinite ?? false),
    dataSet: problem.dataSet === undefined ? "none" : shortText(problem.dataSet),
    ...prefixed(
      "controls",
      Object.entries(problem.controls).map(([key, value]) => [key, shortText(value)]),
    ),
  };
}

function prefixed(prefix: string, entries: [string, string][]): IdentityFields {
  return Object.fromEntries(entries.map(([key, text]) => [`${prefix}.${key}`, text]));
}

function describeVariable({ type, lower, upper, transform, levels }: Variable): string {
  const range = `${type} ${canonical(lower)}..${canonical(upper)} ${transform}`;
  return levels ? `${range} of ${levels.join(", ")}` : range;
}

function shortText(value: unknown): string {
  const text = canonical(value);
  return text.length <= LONGEST_TEXT ? text : `SHA-256 ${digest(value)}`;
}

/** Says in which field two runs differ first; undefined if they are the same run. */
export function describeDifference(
  ours: IdentityFields,
  theirs: IdentityFields,
): string | undefined {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  for (const field of keys) {
    if (ours[field] === theirs[field]) continue;
    return `its '${field}' must be that of this run: current value is ${ours[field] ?? "none"}, ` +
      `the log's is ${theirs[field] ?? "none"}`;
  }
}

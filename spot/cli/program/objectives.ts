/** Several objectives on the command line: `error,latency:maximize`. @module */
import { readDecimal } from "../../core/options/kinds.ts";
import { Fault, type Kind } from "../../core/options/options.ts";
import { goalTable, type NamedObjective } from "../../control/goal_options.ts";

const rule = "different names separated by commas, each followed by :maximize where large is good";

/** Names of a program's values, in the order in which it prints them. */
export const objectiveList: Kind<readonly Required<NamedObjective>[]> = {
  rule,
  textRule: rule,
  parse: (text) => readObjectives(text) ?? text,
  check: (value) =>
    Array.isArray(value) ? value as Required<NamedObjective>[] : new Fault(rule, value),
};

function readObjectives(text: string): Required<NamedObjective>[] | undefined {
  const matches = text.split(",").map((part) =>
    /^\s*([^\s:][^:]*?)\s*(?::(minimize|maximize))?\s*$/.exec(part)
  );
  const objectives = matches.flatMap((match) =>
    match ? [{ name: match[1], direction: (match[2] ?? "minimize") as "minimize" }] : []
  );
  const names = new Set(objectives.map(({ name }) => name));
  return names.size === matches.length ? objectives : undefined;
}

const pointRule = "numbers separated by commas, one for each objective";

/** The point up to which the hypervolume is measured. */
export const referenceNumbers: Kind<readonly number[]> = {
  rule: pointRule,
  textRule: pointRule,
  parse: (text) => text.split(",").map((part) => readDecimal(part.trim())),
  check: goalTable.referencePoint.kind.check,
};

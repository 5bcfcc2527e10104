/** The rows of a run as comma-separated text. @module */
import { toConfiguration } from "../core/space/configuration.ts";
import { rowStatus, type RunRecord } from "../record.ts";
import { toCsv } from "./encoding/csv.ts";
import { distinctNames } from "./encoding/distinct_names.ts";
import { printableMessage } from "./encoding/printable.ts";

const before = ["row", "origin"];
const columns = ["y", "status", "failure", "replicate", "worker", "cost_ms"];

/**
 * Writes one line per row: number, origin, every hyperparameter after its transform, the named
 * objectives as they were returned, y and what else is known; budgets and constraints last, if there are
 * any. Numbers are exact (`NaN`, `Infinity`, `-0` by these names); lines end in CRLF and
 * cells are quoted where they must be (RFC 4180).
 *
 * The table's own columns keep their names: a hyperparameter that is called `y` as well stands in the
 * column `y (variable)`. Names and levels are written as they are, but a spreadsheet computes nothing:
 * text that it would take for a formula (as it begins with `=`, `+`, `-`, `@`, a tab or a line break,
 * and is not a number) gets an apostrophe in front. A failure is one line without terminal colours.
 */
export function rowsCsv({ variables, rows, objectives = [] }: RunRecord): string {
  const isBudgeted = rows.some(({ budget }) => budget !== undefined);
  const after = isBudgeted ? [...columns, "budget"] : columns;
  const names = variables.map(({ name }) => name);
  const constraints = longest(rows.map(({ constraints = [] }) => constraints.length));
  const own = [
    ...after,
    ...Array.from({ length: constraints }, (_, j) => `constraint ${j + 1}`),
  ];
  const free = distinctNames([...names, ...objectives.map(({ name }) => name)], [
    ...before,
    ...own,
  ]);
  const header = [...before, ...free, ...own];
  const lines = rows.map((row) => {
    const configuration = toConfiguration(variables, row.x);
    const values = names.map((name) => configuration[name] ?? "");
    const { y, failure, replicate, worker, costMs } = row;
    const budget = isBudgeted ? [row.budget ?? ""] : [];
    const message = printableMessage(failure?.message ?? "");
    const responses = objectives.map((_, j) => row.responses[j] ?? NaN);
    const held = Array.from({ length: constraints }, (_, j) => row.constraints?.[j] ?? NaN);
    const status = [rowStatus(row), message];
    const cells = [...values, ...responses, y, ...status, replicate, worker, costMs];
    return [row.row, row.origin, ...cells, ...budget, ...held];
  });
  return toCsv(header, lines);
}

const longest = (lengths: readonly number[]) => lengths.reduce((a, b) => Math.max(a, b), 0);

/** The rows of a run as comma-separated text. @module */
import { toConfiguration } from "../../backends/objective/variable.ts";
import { toExact } from "../exact/exact_number.ts";
import type { RunRecord } from "../record.ts";

/**
 * Writes one line per row: number, origin, every hyperparameter after its transform, y and what
 * else is known. Numbers are exact (`NaN`, `Infinity`, `-0` by these names); lines end in CRLF and
 * cells are quoted where they must be (RFC 4180).
 */
export function rowsCsv({ variables, rows }: RunRecord): string {
  const names = variables.map(({ name }) => name);
  const header = ["row", "origin", ...names, "y", "failure", "replicate", "worker", "cost_ms"];
  const lines = rows.map((row) => {
    const configuration = toConfiguration(variables, row.x);
    const values = names.map((name) => configuration[name]);
    const { y, failure, replicate, worker, costMs } = row;
    return [row.row, row.origin, ...values, y, failure?.message ?? "", replicate, worker, costMs];
  });
  return [header, ...lines].map((line) => line.map(cell).join(",") + "\r\n").join("");
}

function cell(value: number | string): string {
  const text = typeof value === "number" ? String(toExact(value)) : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

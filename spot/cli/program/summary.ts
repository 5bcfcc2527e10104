/** What `tune` prints and saves of a program beside the report. @module */
import { CommandTemplate } from "../../command/command_template.ts";
import { CONFIGURATION } from "../../command/row_environment.ts";
import { numberTexts } from "../../core/exact/number_text.ts";
import { paretoFront } from "../../front.ts";
import { comparableRows, hasFront, incumbentOf, tunedConfiguration } from "../../incumbent.ts";
import type { RunRecord } from "../../record.ts";
import { shellLine } from "../../report/encoding/shell.ts";
import type { FidelityOptions } from "../../fidelity/fidelity_control.ts";

/** The best row, as far as there is one. */
export interface ProgramSummary {
  readonly rows: number;
  readonly failed: number;
  /** Given up as hopeless. */
  readonly pruned: number;
  /** The program's value, as it printed it; none of several objectives, or if no row has one. */
  readonly best?: number;
  /** The budget of the rows that were compared, if rows have any. */
  readonly budget?: number;
  /** With several objectives: the points of the front. */
  readonly front?: readonly {
    readonly values: readonly number[];
    readonly configuration: object;
  }[];
  readonly configuration: object | undefined;
  /** The words of the best row, if it is a program's; what a row alone knows is left as it stands. */
  readonly command?: readonly string[];
}

/** What is summed up beside the record. */
export interface Summarised {
  /** The program and its arguments, if a program is tuned. */
  readonly program?: readonly string[];
  /** Whether what it gives is the negative of y. */
  readonly maximize: boolean;
  readonly fidelity?: FidelityOptions;
}

/** Sums up a run. */
export function summaryOf(
  record: RunRecord,
  { program, maximize, fidelity }: Summarised,
): ProgramSummary {
  const { rows, variables } = record;
  const configuration = tunedConfiguration(record);
  const y = incumbentOf(record)?.y ?? NaN;
  const names = variables.map(({ name }) => name);
  const [{ budget } = {}] = comparableRows(rows);
  const valueOf = (name: string) => {
    if (!configuration) return `{${name}}`;
    if (name === CONFIGURATION) return JSON.stringify(configuration);
    if (names.includes(name)) return configuration[name]?.toString();
    if (name === fidelity?.name || name === "SPOT_BUDGET") return budget?.toString();
    // From the beginning.
    return name === "SPOT_CHECKPOINT" ? undefined : `{${name}}`;
  };
  return {
    rows: rows.length,
    failed: rows.filter(({ failure }) => failure).length,
    pruned: rows.filter(({ pruned }) => pruned).length,
    ...(Number.isFinite(y) && { best: maximize ? -y : y }),
    ...(budget !== undefined && { budget }),
    ...(hasFront(record) && { front: frontOf(record) }),
    configuration,
    ...(program && {
      command: new CommandTemplate(program, variables, fidelity?.name).fill(valueOf),
    }),
  };
}

function frontOf(record: RunRecord) {
  return paretoFront(record).map(({ values, configuration }) => ({ values, configuration }));
}

/** The summary in words, and the command line of the best row, if there is one. */
export function summaryLines(
  { rows, failed, pruned, best, front, configuration, command }: ProgramSummary,
): string[] {
  const [bestText] = numberTexts([best ?? NaN]);
  const failures = failed > 0 ? `, ${failed} of which failed` : "";
  const given = pruned > 0 ? `, ${pruned} pruned` : "";
  const line = command ? [shellLine(command)] : [];
  if (front && front.length > 0) {
    return [`Front of ${front.length} of ${rows} rows${failures}${given}`, ...line];
  }
  if (rows === failed) return [`All ${rows} rows failed`];
  if (!configuration) return [`None of ${rows} rows${failures}${given} keeps all constraints`];
  return [`Best of ${rows} rows${failures}${given}: ${bestText}`, ...line];
}

/** Reading a row log: its lines, identity and rows, and what to cut. @module */
import { messageOf } from "../../spot/core/options/message_of.ts";
import { fromJournalLine } from "./journal_line.ts";
import {
  type LoggedRow,
  type RunAttribute,
  type Study,
  toIdentity,
  toObjectives,
  toRow,
  toRunAttribute,
} from "./journal.ts";
import type { IdentityFields } from "./identity.ts";

const NEWLINE = 10;

/** What a log holds. */
export interface LogContent {
  /** The run that it belongs to, as it was told last; undefined if the file ends before it says so. */
  readonly identity?: IdentityFields;
  /** How the run was asked for, as it was told last; undefined if it was not. */
  readonly run?: RunAttribute;
  readonly rows: readonly LoggedRow[];
  readonly study: Study;
  /** Length in bytes of the whole lines. */
  readonly length: number;
  /** Length in bytes of a torn last line, 0 if there is none. */
  readonly torn: number;
}

/**
 * Reads the bytes of a log up to the last whole line.
 *
 * @throws {Error} If a whole line is damaged.
 */
export function readLog(bytes: Uint8Array): LogContent {
  const length = bytes.lastIndexOf(NEWLINE) + 1;
  const rows: LoggedRow[] = [];
  let identity: IdentityFields | undefined;
  let run: RunAttribute | undefined;
  let study: Study = { id: -1, objectives: 1 };
  for (const operation of operations(bytes.subarray(0, length))) {
    identity = toIdentity(operation) ?? identity;
    run = toRunAttribute(operation) ?? run;
    const objectives = toObjectives(operation);
    if (objectives !== undefined) study = { id: study.id + 1, objectives };
    const row = toRow(operation);
    if (row) rows.push(row);
  }
  return { identity, run, rows, study, length, torn: bytes.length - length };
}

function* operations(bytes: Uint8Array): Generator<Record<string, unknown>> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (let start = 0, number = 1; start < bytes.length; number++) {
    const end = bytes.indexOf(NEWLINE, start);
    const operation = readLine(decoder.decode(bytes.subarray(start, end)), number);
    if (operation) yield operation;
    start = end + 1;
  }
}

function readLine(line: string, number: number): Record<string, unknown> | undefined {
  try {
    return fromJournalLine(line);
  } catch (error) {
    const message = messageOf(error);
    throw new Error(`line ${number} is damaged: ${message}`, { cause: error });
  }
}

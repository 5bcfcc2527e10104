/** What a log says of its run: read beside whoever writes it. @module */
import { messageOf } from "../../core/options/message_of.ts";
import type { IdentityFields } from "../../../backends/log/identity.ts";
import type { LoggedRow } from "../../../backends/log/journal.ts";
import { readLog } from "../../../backends/log/read_log.ts";
import type { RunDescription } from "../../run/run_description.ts";
import { UsageError } from "../options.ts";

/** The objective of a run, as a log tells it. */
export interface LoggedObjective {
  readonly name: string;
  readonly moduleUrl?: string;
  readonly exportName?: string;
  /** The options of a command. */
  readonly definition?: Readonly<Record<string, unknown>>;
}

/** The backend of a run, as a log tells it. */
export interface LoggedBackend {
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly numCores: number | "auto";
  readonly onError: "throw" | "record";
}

/** What it takes to go on with a run. */
export interface LoggedRun extends RunDescription {
  readonly objective: LoggedObjective;
  readonly backend: LoggedBackend;
}

/** A log that was read. */
export interface RunOfLog {
  readonly identity: IdentityFields;
  readonly run: LoggedRun;
  /** Each row once, by number. */
  readonly rows: readonly LoggedRow[];
  /** Length in bytes of a last line that is not whole. */
  readonly torn: number;
}

/**
 * Reads a log without a lock, also while a run writes it.
 *
 * @param action What cannot be done, as in "report on a run".
 * @throws {UsageError} If the file cannot be read.
 * @throws {Error} If it is no log, is damaged, or does not tell how its run was asked for.
 */
export function runOfLog(action: string, log: string): RunOfLog {
  const { identity, run, rows, torn } = parse(action, log, readBytes(action, log));
  const why = `Cannot ${action} as '${log}'`;
  if (!identity) throw new Error(`${why} is not the row log of a run`);
  if (!run) throw new Error(`${why} does not tell how its run was asked for: no Spot wrote that`);
  const first = new Map([...rows].reverse().map((row) => [row.task.row, row]));
  return {
    identity,
    run: run as unknown as LoggedRun,
    rows: [...first.values()].sort((a, b) => a.task.row - b.task.row),
    torn,
  };
}

function readBytes(action: string, log: string): Uint8Array {
  try {
    return Deno.readFileSync(log);
  } catch (error) {
    const why = messageOf(error);
    throw new UsageError(`Cannot ${action} as '${log}' must be a log that can be read: ${why}`);
  }
}

function parse(action: string, log: string, bytes: Uint8Array) {
  try {
    return readLog(bytes);
  } catch (error) {
    const why = messageOf(error);
    throw new Error(`Cannot ${action} as '${log}' cannot be used: ${why}`, { cause: error });
  }
}

/** The log as a command takes it. */
export function requireLog(action: string, log: string | undefined): string {
  if (log !== undefined) return log;
  throw new UsageError(`Cannot ${action} as its log must be named: ${example(action)}`);
}

const example = (action: string) => `spot ${action.split(" ")[0]} run.journal`;

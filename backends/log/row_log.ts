/**
 * The row log: every finished row, kept as it finishes, in one file that is log and resume at once.
 *
 * @module
 */
import type { EvaluationResult, EvaluationTask } from "../objective/evaluation.ts";
import {
  describeDifference,
  type IdentityFields,
  identityFields,
  type RunIdentity,
} from "./identity.ts";
import {
  createRowWriter,
  headerLines,
  type LoggedRow,
  replaceStudyLines,
  type RowWriter,
} from "./journal.ts";
import { type LogFile, openLogFile } from "./log_file.ts";
import { type LogContent, readLog } from "./read_log.ts";

const SYNC_INTERVAL_MS = 1000;
const encoder = new TextEncoder();

/** The rows of a run that are finished, in a file. */
export interface RowLog {
  /** What the log had to say, each once. */
  readonly notices: readonly string[];
  /**
   * Finds the result of a finished row.
   *
   * @returns The result, with worker -1, or undefined if the row is not finished.
   * @throws {Error} If the log holds the row with another x or replicate.
   */
  find(task: EvaluationTask): EvaluationResult | undefined;
  /**
   * Keeps a finished row; at return it survives the end of the process. If the file cannot be
   * written, a notice says so once and the run goes on without it. A row that is kept already
   * counts once.
   * @throws {Error} If the log is closed, or holds the row with another x or replicate.
   */
  append(task: EvaluationTask, result: EvaluationResult): void;
  /** @throws {Error} If the log does not keep this run; the message names the field. */
  checkIdentity(identity: RunIdentity): void;
  /** Closes the file and frees its lock. Idempotent. */
  close(): void;
}

/** Options of {@linkcode openRowLog}. */
export interface RowLogOptions {
  /** Opens the file; replaced in tests. @default {openLogFile} */
  readonly openFile?: (path: string) => LogFile;
}

/**
 * Opens the log of a run, or begins one. A torn last line is cut with a notice.
 *
 * @param path The file; its folder is made if it does not exist.
 * @param identity The run; a log of another run is refused.
 * @returns The log, locked for this process until it is closed.
 * @throws {Error} If the file cannot be read or written, is in use, is damaged, or holds another
 * run; the message names the line or the field.
 */
export function openRowLog(
  path: string,
  identity: RunIdentity,
  { openFile = openLogFile }: RowLogOptions = {},
): RowLog {
  const file = openFile(path);
  try {
    return new FileRowLog(file, path, identity);
  } catch (error) {
    file.close();
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot use the row log '${path}' as ${message}`, { cause: error });
  }
}

class FileRowLog implements RowLog {
  readonly notices: string[] = [];
  readonly #file: LogFile;
  readonly #path: string;
  /** Taken at the beginning: the data may change later. */
  readonly #fields: IdentityFields;
  readonly #writeRow: RowWriter;
  readonly #rows = new Map<number, LoggedRow>();
  #study: LogContent["study"];
  #state: "open" | "failed" | "closed" = "open";
  #syncedMs = performance.now();

  constructor(file: LogFile, path: string, identity: RunIdentity) {
    this.#file = file;
    this.#path = path;
    this.#fields = identityFields(identity);
    this.#writeRow = createRowWriter(identity.problem.variables);
    const { rows, study } = this.#load();
    this.#study = study;
    for (const row of rows) this.#keep(row);
  }

  find(task: EvaluationTask): EvaluationResult | undefined {
    const logged = this.#rows.get(task.row);
    if (logged === undefined) return undefined;
    if (!isSameTask(logged.task, task)) {
      throw new Error(
        `Cannot use the row log '${this.#path}' as its row ${task.row} must have the x of ` +
          `this run: current value is [${task.x}], replicate ${task.replicate}, the log's is ` +
          `[${logged.task.x}], replicate ${logged.task.replicate}`,
      );
    }
    const now = performance.now();
    return { ...logged.result, worker: -1, startMs: now, endMs: now };
  }

  append(task: EvaluationTask, result: EvaluationResult): void {
    if (this.#state === "closed") throw new Error("Cannot append to a row log as it is closed");
    if (this.find(task)) return;
    const { row, y, costMs, attempt, failure } = result;
    this.#rows.set(task.row, { task, result: { row, y, costMs, attempt, failure } });
    if (this.#state === "open") this.#write(task, result);
  }

  checkIdentity(identity: RunIdentity): void {
    const why = describeDifference(identityFields(identity), this.#fields);
    if (why === undefined) return;
    throw new Error(
      `Cannot keep another run in the row log '${this.#path}' as ${why}; give it a parallel ` +
        "objective and a log of its own",
    );
  }

  close(): void {
    if (this.#state === "closed") return;
    if (this.#state === "open") {
      this.#attempt("be kept safe from a power failure", () => this.#sync());
    }
    this.#state = "closed";
    this.#file.close();
  }

  #load(): LogContent {
    const bytes = this.#file.read();
    const header = encoder.encode(headerLines(this.#fields));
    if (isPrefix(bytes, header)) return this.#begin(bytes, header);
    const content = readLog(bytes);
    this.#checkContent(content);
    if (content.torn > 0) this.#cut(content);
    return content;
  }

  /** Begins a log, also where the process ended in the middle of doing so. */
  #begin(bytes: Uint8Array, header: Uint8Array): LogContent {
    if (bytes.length > 0) this.#file.truncate(0);
    this.#file.append(header);
    this.#file.sync();
    return readLog(header);
  }

  #checkContent({ identity: theirs }: LogContent): void {
    if (theirs === undefined) throw new Error("it is not the row log of a run");
    const why = describeDifference(this.#fields, theirs);
    if (why) throw new Error(why);
  }

  #cut({ length, torn }: LogContent): void {
    this.#file.truncate(length);
    this.notices.push(
      `Cut a torn last line of ${torn} bytes from the row log '${this.#path}': ` +
        `its row is evaluated again`,
    );
  }

  #keep(logged: LoggedRow): void {
    const known = this.#rows.get(logged.task.row);
    if (known === undefined) this.#rows.set(logged.task.row, logged);
    else if (!isSameTask(known.task, logged.task)) {
      throw new Error(`it holds row ${logged.task.row} twice with different x`);
    }
  }

  #write(task: EvaluationTask, result: EvaluationResult): void {
    const lines = this.#studyLines(result.y.length) + this.#writeRow(task, result, this.#study);
    this.#attempt(`be written from row ${task.row} on`, () => {
      this.#file.append(encoder.encode(lines));
      if (performance.now() - this.#syncedMs >= SYNC_INTERVAL_MS) this.#sync();
    });
  }

  /** The journal fixes the number of objectives in advance; here the first vector tells it. */
  #studyLines(objectives: number): string {
    if (this.#study.id > 0 || objectives <= 1) return "";
    this.#study = { id: 1, objectives };
    return replaceStudyLines(this.#fields, objectives);
  }

  #sync(): void {
    this.#file.sync();
    this.#syncedMs = performance.now();
  }

  #attempt(what: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#state = "failed";
      const message = error instanceof Error ? error.message : String(error);
      this.notices.push(
        `The row log '${this.#path}' cannot ${what} (${message}): the run goes on in memory`,
      );
    }
  }
}

function isSameTask(a: EvaluationTask, b: EvaluationTask): boolean {
  return a.replicate === b.replicate && a.x.length === b.x.length &&
    a.x.every((value, column) => Object.is(value, b.x[column]));
}

/** Tells whether a file is empty or ends within the header that is to be written. */
function isPrefix(bytes: Uint8Array, header: Uint8Array): boolean {
  return bytes.length < header.length && bytes.every((byte, index) => byte === header[index]);
}

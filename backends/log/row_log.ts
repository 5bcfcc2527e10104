/**
 * The row log: every finished row, kept as it finishes, in one file that is log and resume at once.
 *
 * @module
 */
import { messageOf } from "../../spot/core/options/message_of.ts";
import { isDeepStrictEqual } from "node:util";
import { counted, shorten } from "../../spot/core/options/options.ts";
import type { EvaluationResult, EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import { CheckpointFiles } from "./checkpoint_files.ts";
import {
  describeDifference,
  findChangedModule,
  identityFields,
  type RunIdentity,
} from "./identity.ts";
import {
  createRowWriter,
  headerLines,
  identityLine,
  type LoggedRow,
  replaceStudyLines,
  type RowWriter,
  type RunAttribute,
  runLine,
  type Study,
  type StudyOf,
  toLoggedRow,
} from "./journal.ts";
import { loadLog } from "./load_log.ts";
import { type LogFile, openLogFile } from "./log_file.ts";
import { LogWriter } from "./log_writer.ts";
import { exists, freeName } from "./set_aside.ts";

/** How often it is seen whether the file is still there, and tried to write what could not be. */
const CHECK_INTERVAL_MS = 1000;

/** The rows of a run that are finished, in a file. */
export interface RowLog {
  /** What the log had to say, each once. */
  readonly notices: readonly string[];
  /**
   * Finds the result of a finished row.
   *
   * @returns The result, with worker -1 and without its checkpoint; undefined if the row is not finished.
   * @throws {Error} If the log holds the row with another x or replicate.
   */
  find(task: EvaluationTask): EvaluationResult | undefined;
  /**
   * Keeps a finished row; at return it survives the end of the process. If the file cannot be
   * written, a notice says so and the row is written once it can be; if the file was deleted or
   * replaced, all rows are written again. A row that is kept already counts once.
   * @returns Whether the row has a checkpoint that is kept.
   * @throws {Error} If the log is closed, or holds the row with another x or replicate.
   */
  append(task: EvaluationTask, result: EvaluationResult): boolean;
  /** Reads the checkpoint of a finished row; undefined if it saved none, or it is lost. */
  findCheckpoint(row: number): Uint8Array | undefined;
  /** @throws {Error} If the log does not keep this run; the message names the field. */
  checkIdentity(identity: RunIdentity): void;
  /** Writes what is missing, closes the file and frees its lock. Idempotent; never throws. */
  close(): void;
}

/** Options of {@linkcode openRowLog}. */
export interface RowLogOptions {
  /** Opens the file; replaced in tests. @default {openLogFile} */
  readonly openFile?: (path: string) => LogFile;
  /** Take rows although files of the objective have changed since. @default {false} */
  readonly acceptChanges?: boolean;
  /** How the run was asked for, which the log tells those who go on with it. @default {unknown} */
  readonly run?: RunAttribute;
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
  { openFile = openLogFile, acceptChanges = false, run }: RowLogOptions = {},
): RowLog {
  return new FileRowLog(path, identity, { openFile, acceptChanges, run });
}

type OpenOptions = Required<Omit<RowLogOptions, "run">> & Pick<RowLogOptions, "run">;

class FileRowLog implements RowLog {
  readonly notices: string[] = [];
  readonly #options: OpenOptions;
  /** Taken at the beginning: the data may change later. */
  readonly #run: StudyOf;
  readonly #writeRow: RowWriter;
  readonly #rows = new Map<number, LoggedRow>();
  #path: string;
  #writer: LogWriter;
  #study: Study = { id: 0, objectives: 1 };
  readonly #checkpoints: CheckpointFiles;
  #isComplete = true;
  #isClosed = false;
  #checkedMs = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(path: string, identity: RunIdentity, options: OpenOptions) {
    [this.#path, this.#options] = [path, options];
    this.#checkpoints = new CheckpointFiles(path, (message) => void this.notices.push(message));
    const { directions, responseNames: names } = identity.problem;
    this.#run = { fields: identityFields(identity), directions, names };
    this.#writeRow = createRowWriter(identity.problem);
    this.#writer = this.#open(path);
    // Also where no row is finished.
    this.#writer.flush();
  }

  find(task: EvaluationTask): EvaluationResult | undefined {
    const logged = this.#rows.get(task.row);
    if (logged === undefined) return undefined;
    if (!isSameTask(logged.task, task)) {
      throw new Error(
        `Cannot use the row log '${this.#path}' as its row ${task.row} must be that of this run: ` +
          describeTasks(task, logged.task),
      );
    }
    const now = performance.now();
    const { saved: _, ...result } = logged.result;
    return { ...result, worker: -1, startMs: now, endMs: now };
  }

  findCheckpoint(row: number): Uint8Array | undefined {
    const saved = this.#rows.get(row)?.result.saved;
    return saved && this.#checkpoints.load(row, saved);
  }

  append(task: EvaluationTask, result: EvaluationResult): boolean {
    if (this.#isClosed) throw new Error("Cannot append to a row log as it is closed");
    if (this.#rows.has(task.row)) {
      this.find(task);
      return false;
    }
    const { checkpoint } = result;
    const saved = checkpoint && this.#checkpoints.save(task.row, checkpoint);
    const logged = toLoggedRow(task, result, saved);
    this.#rows.set(task.row, logged);
    for (const lines of this.#linesOf([logged])) this.#writer.add(lines);
    this.#settle();
    return saved !== undefined;
  }

  checkIdentity(identity: RunIdentity): void {
    const why = describeDifference(identityFields(identity), this.#run.fields);
    if (why === undefined) return;
    throw new Error(
      `Cannot keep another run in the row log '${this.#path}' as ${why}; give it a parallel ` +
        "objective and a log of its own",
    );
  }

  close(): void {
    if (this.#isClosed) return;
    this.#settle({ isLast: true });
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#writer.file.close();
  }

  #open(path: string): LogWriter {
    const file = this.#options.openFile(path);
    try {
      const writer = this.#use(file, path);
      if (file.notice) this.notices.push(`The row log '${path}' ${file.notice}`);
      return writer;
    } catch (error) {
      file.close();
      throw new Error(`Cannot use the row log '${path}' as ${messageOf(error)}`, { cause: error });
    }
  }

  /** Takes a file for the log, with the rows that it holds, and gives it those that it lacks. */
  #use(file: LogFile, path: string): LogWriter {
    const { fields } = this.#run;
    const { acceptChanges, run } = this.#options;
    const header = headerLines(this.#run);
    const { identity, run: known, rows, study, torn } = loadLog(file, {
      fields,
      header,
      acceptChanges,
    });
    const writer = new LogWriter(file);
    const isChanged = identity !== undefined && findChangedModule(fields, identity) !== undefined;
    if (isChanged) writer.add(identityLine(this.#run, study));
    if (run && !isDeepStrictEqual(run, known)) writer.add(runLine(run, study));
    const missing = this.#takeRows(rows);
    [this.#study, this.#path] = [study, path];
    for (const lines of this.#linesOf(missing)) writer.add(lines);
    if (torn > 0) this.notices.push(describeCut(path, torn));
    return writer;
  }

  /** Takes rows in, all or none. @returns Those that are not among them. */
  #takeRows(rows: readonly LoggedRow[]): LoggedRow[] {
    const theirs = new Map<number, LoggedRow>();
    for (const logged of rows) {
      const { row } = logged.task;
      const known = theirs.get(row) ?? this.#rows.get(row);
      if (known !== undefined && !isSameTask(known.task, logged.task)) {
        throw new Error(`it holds row ${row} twice with different x`);
      }
      theirs.set(row, known ?? logged);
    }
    const missing = [...this.#rows.values()].filter(({ task }) => !theirs.has(task.row));
    for (const [row, logged] of theirs) this.#rows.set(row, logged);
    return missing;
  }

  /**
   * The lines of rows that were taken in. The journal fixes the number of objectives in advance; here
   * the first vector tells it, and all rows go to a new study then.
   */
  #linesOf(added: readonly LoggedRow[]): string[] {
    const objectives =
      added.find(({ result }) => result.responses.length > 1)?.result.responses.length ?? 1;
    const isKnown = this.#study.id > 0 || Array.isArray(this.#run.directions);
    const isNew = objectives > 1 && !isKnown;
    if (isNew) this.#study = { id: 1, objectives };
    const rows = isNew ? [...this.#rows.values()] : added;
    const lines = rows.map((row) => this.#writeRow(row, this.#study));
    return isNew ? [replaceStudyLines(this.#run, objectives) + lines[0], ...lines.slice(1)] : lines;
  }

  /** Brings the file up to date as far as it can be, and tells what has changed. */
  #settle({ isLast = false } = {}): void {
    if (isLast || performance.now() - this.#checkedMs >= CHECK_INTERVAL_MS) this.#checkFile();
    const isComplete = this.#writer.flush(isLast);
    if (isComplete !== this.#isComplete || (isLast && !isComplete)) {
      this.notices.push(`The row log '${this.#path}' ${this.#describeState({ isLast })}`);
    }
    this.#isComplete = isComplete;
    if (!isComplete) this.#tryLater();
  }

  #describeState({ isLast }: { readonly isLast: boolean }): string {
    const { failure, waiting } = this.#writer;
    if (failure === undefined) return "is complete again";
    if (waiting === 0) return `cannot be kept safe from a power failure (${failure})`;
    return isLast
      ? `lacks the last ${waiting === 1 ? "row" : `${waiting} rows`} of the run (${failure})`
      : `cannot be written (${failure}): the run goes on, and what is missing follows when it can`;
  }

  /** A run may take long to its next row, and end before it. */
  #tryLater(): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => this.#settle(), CHECK_INTERVAL_MS);
    Deno.unrefTimer(timer);
    this.#timer = timer;
  }

  /** What does not work here is tried again with the next row. */
  #checkFile(): void {
    this.#checkedMs = performance.now();
    const { file } = this.#writer;
    const state = file.state();
    if (state === "whole") return;
    const path = this.#path;
    try {
      if (state === "cut") this.#writer = this.#use(file, path);
      else this.#replaceFile(path);
      this.notices.push(`The row log '${path}' was deleted or replaced: it has all rows again`);
    } catch (error) {
      this.#moveAside(path, messageOf(error));
    }
  }

  /** The file that is there now is not ours to change. */
  #moveAside(path: string, why: string): void {
    try {
      if (!exists(path)) return;
      // It could not be written: nobody else's.
      if (Deno.statSync(path).size === 0) return Deno.removeSync(path);
      const name = freeName(path);
      this.#replaceFile(name);
      const now = `all rows are in '${name}' now`;
      this.notices.push(`The row log '${path}' was replaced by another file (${why}): ${now}`);
    } catch {
      // The rows are in memory.
    }
  }

  #replaceFile(path: string): void {
    const { file } = this.#writer;
    file.release();
    this.#writer = this.#open(path);
    file.close();
  }
}

function describeCut(path: string, bytes: number): string {
  return `Cut a torn last line of ${bytes} bytes from the row log '${path}': ` +
    "its row is evaluated again";
}

/** What a row went on from is its predecessor's. */
function isSameTask(
  { checkpoint: _a, ...a }: EvaluationTask,
  { checkpoint: _b, ...b }: EvaluationTask,
): boolean {
  return isDeepStrictEqual(a, b);
}

/** Names the first difference. */
function describeTasks(ours: EvaluationTask, theirs: EvaluationTask): string {
  if (ours.replicate !== theirs.replicate) {
    return `current replicate is ${ours.replicate}, the log's is ${theirs.replicate}`;
  }
  const field = differingField(ours, theirs);
  if (field !== undefined) {
    const [own, other] = [ours, theirs].map((task) =>
      shorten(JSON.stringify(task[field]) ?? "none")
    );
    return `current '${field}' is ${own}, the log's is ${other}`;
  }
  const column = ours.x.findIndex((value, i) => !Object.is(value, theirs.x[i]));
  const text = (value: number) => Object.is(value, -0) ? "-0" : String(value);
  return column < 0
    ? `current x has ${counted(ours.x.length, "value")}, the log's has ${theirs.x.length}`
    : `current x[${column}] is ${text(ours.x[column])}, the log's is ${text(theirs.x[column])}`;
}

/** The first field in which tasks differ beside row, x and replicate. */
function differingField(ours: EvaluationTask, theirs: EvaluationTask) {
  const names = Object.keys({ ...ours, ...theirs }) as (keyof EvaluationTask)[];
  return names.find((name) =>
    !["row", "x", "replicate", "checkpoint"].includes(name) &&
    !isDeepStrictEqual(ours[name], theirs[name])
  );
}

/**
 * The file under a row log: locked, regular, appended to; small enough to be replaced in tests.
 *
 * @module
 */
import { messageOf } from "../../spot/core/options/message_of.ts";
import { basename, dirname, join, resolve } from "node:path";

/** `moved`: another file is in its place, or none; `cut`: others made it shorter. */
export type LogFileState = "whole" | "cut" | "moved";

/** The file operations of a row log. All but `state` and `close` may throw. */
export interface LogFile {
  /** What there is to know about the file: it could not be locked. */
  readonly notice?: string;
  read(): Uint8Array;
  /**
   * Writes bytes at the end of the file, perhaps some of them only.
   *
   * @returns How many were written.
   */
  append(bytes: Uint8Array): number;
  /** Cuts the file to a length in bytes. */
  truncate(length: number): void;
  /** Returns when all that was written survives a power failure. */
  sync(): void;
  /** Whether the path still leads to this file, and it has all that was written. */
  state(): LogFileState;
  /** Frees the lock, so that a new file can take the place of this one. */
  release(): void;
  /** Closes the file and frees its lock. */
  close(): void;
}

/** Options of {@linkcode openLogFile}. */
export interface OpenLogFileOptions {
  /**
   * Whether a locked file can be read by nobody else, as on Windows: the lock is then on an empty
   * file beside it, and stays there.
   */
  readonly locksExclude?: boolean;
  /** Locks an open file; false if another process has. Replaced in tests. */
  readonly tryLock?: (file: Deno.FsFile) => boolean;
}

/**
 * Opens or creates the file of a row log and locks it. The lock belongs to the open file, so the
 * operating system frees it however the process ends. Where a file system knows no locks, the file
 * is used all the same, with a notice.
 *
 * @throws {Error} If it cannot be opened, is in use by another run, is no regular file, or a link
 * leads out of its folder.
 */
export function openLogFile(path: string, options: OpenLogFileOptions = {}): LogFile {
  const opened: Deno.FsFile[] = [];
  const open = (name: string) => {
    opened.push(openInFolder(name));
    return opened[opened.length - 1];
  };
  try {
    refuseEscape(path);
    const file = open(path);
    if (!file.statSync().isFile) throw new Error("it must be a regular file");
    const { locksExclude = Deno.build.os === "windows" } = options;
    const notice = lock(locksExclude ? open(`${path}${LOCK_SUFFIX}`) : file, options);
    return {
      notice,
      ...toLogFile(file, path),
      release: () => opened.slice(1).forEach(closeFile),
      close: () => opened.forEach(closeFile),
    };
  } catch (error) {
    opened.forEach(closeFile);
    const message = `Cannot open the row log '${path}' as ${reason(error, path)}`;
    throw new Error(message, { cause: error });
  }
}

/** Not ".lock": so is the file called by which other programs of the journal keep each other out. */
const LOCK_SUFFIX = ".in-use";

function openInFolder(path: string): Deno.FsFile {
  const options = { read: true, append: true, create: true };
  try {
    return Deno.openSync(path, options);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    Deno.mkdirSync(dirname(path), { recursive: true });
    return Deno.openSync(path, options);
  }
}

/** A symbolic link in the place of the file must not lead out of the folder that was named. */
function refuseEscape(path: string): void {
  if (!isLink(path)) return;
  const folder = Deno.realPathSync(dirname(resolve(path)));
  const target = resolve(folder, Deno.readLinkSync(path));
  const real = join(Deno.realPathSync(dirname(target)), basename(target));
  if (dirname(real) !== folder || isLink(real)) {
    throw new Error(`it must not lead out of its folder through a link: it leads to ${target}`);
  }
}

function isLink(path: string): boolean {
  try {
    return Deno.lstatSync(path).isSymlink;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Says why a file could not be locked, if no other run has. */
function lock(
  file: Deno.FsFile,
  { tryLock = (file) => file.tryLockSync(true) }: OpenLogFileOptions,
): string | undefined {
  let isMine: boolean;
  try {
    isMine = tryLock(file);
  } catch (error) {
    // Network file systems and those of user space often have no locks.
    const why = messageOf(error);
    return `cannot be locked (${why}): see to it that no other run uses it`;
  }
  if (!isMine) throw new Error("another run is using it");
}

function reason(error: unknown, path: string): string {
  const message = messageOf(error);
  if (!(error instanceof Deno.errors.NotCapable)) return message;
  const folder = dirname(resolve(path));
  return `a permission is missing: add --allow-read=${folder} --allow-write=${folder} (${message})`;
}

function toLogFile(file: Deno.FsFile, path: string): Omit<LogFile, "notice" | "release" | "close"> {
  /** Bytes that were seen in the file. */
  let length = 0;
  return {
    read: () => {
      const bytes = readAll(file);
      length = bytes.length;
      return bytes;
    },
    append: (bytes) => {
      const count = file.writeSync(bytes);
      length += count;
      return count;
    },
    truncate: (to) => {
      if (stateOf(file, path, 0) === "moved") throw new Error("it was deleted or replaced");
      // Windows lets nobody cut a file that was opened to append to it.
      Deno.truncateSync(path, to);
      length = to;
    },
    sync: () => file.syncDataSync(),
    state: () => stateOf(file, path, length),
  };
}

/** Where it cannot be found out, all is taken to be well. */
function stateOf(file: Deno.FsFile, path: string, length: number): LogFileState {
  try {
    const [ours, theirs] = [file.statSync(), Deno.statSync(path)];
    const isOne = (key: "dev" | "ino" | "birthtime") =>
      ours[key] === null || theirs[key] === null || Number(ours[key]) === Number(theirs[key]);
    if (!isOne("dev") || !isOne("ino") || !isOne("birthtime")) return "moved";
    return ours.size < length ? "cut" : "whole";
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? "moved" : "whole";
  }
}

function closeFile(file: Deno.FsFile): void {
  for (const action of ["unlockSync", "close"] as const) {
    try {
      // A process that is just being started holds a copy of the open file for a moment.
      file[action]();
    } catch {
      // Where there are no locks, none is there to be freed.
    }
  }
}

function readAll(file: Deno.FsFile): Uint8Array {
  file.seekSync(0, Deno.SeekMode.Start);
  const bytes = new Uint8Array(file.statSync().size);
  let length = 0;
  while (length < bytes.length) {
    const count = file.readSync(bytes.subarray(length));
    if (count === null) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

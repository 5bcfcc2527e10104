/**
 * The file under a row log: locked, regular, appended to; small enough to be replaced in tests.
 *
 * @module
 */
import { basename, dirname, join, resolve } from "node:path";

/** The file operations of a row log. Each may throw; `append` may then have written a part. */
export interface LogFile {
  read(): Uint8Array;
  append(bytes: Uint8Array): void;
  /** Cuts the file to a length in bytes. */
  truncate(length: number): void;
  /** Returns when all that was written survives a power failure. */
  sync(): void;
  /** Closes the file and frees its lock. */
  close(): void;
}

/**
 * Opens or creates the file of a row log and locks it. The lock belongs to the open file, so the
 * operating system frees it however the process ends.
 *
 * @throws {Error} If it cannot be opened, is in use by another run, is no regular file, or a link
 * leads out of its folder.
 */
export function openLogFile(path: string): LogFile {
  try {
    refuseEscape(path);
    const file = openInFolder(path);
    try {
      checkFile(file);
      return toLogFile(file);
    } catch (error) {
      file.close();
      throw error;
    }
  } catch (error) {
    throw new Error(`Cannot open the row log '${path}' as ${reason(error, path)}`, {
      cause: error,
    });
  }
}

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

function checkFile(file: Deno.FsFile): void {
  if (!file.statSync().isFile) throw new Error("it must be a regular file");
  if (!file.tryLockSync(true)) throw new Error("another run is using it");
}

function reason(error: unknown, path: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Deno.errors.NotCapable)) return message;
  const folder = dirname(resolve(path));
  return `a permission is missing: add --allow-read=${folder} --allow-write=${folder} (${message})`;
}

function toLogFile(file: Deno.FsFile): LogFile {
  return {
    read: () => readAll(file),
    append: (bytes) => {
      for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
    },
    truncate: (length) => file.truncateSync(length),
    sync: () => file.syncDataSync(),
    close: () => {
      // A process that is just being started holds a copy of the open file for a moment.
      file.unlockSync();
      file.close();
    },
  };
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

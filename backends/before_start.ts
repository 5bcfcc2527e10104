/** What must be there before a thread or a process starts. @module */

/** More than a start takes at once. */
const NEEDED_DESCRIPTORS = 24;
const probe = new URL(import.meta.url);

/**
 * Checks that a worker can start: Deno starts neither a worker nor a process without a working folder,
 * and ends the whole process if it finds no file descriptors meanwhile. Where this file may not be
 * read, or is none, nothing is known of descriptors.
 *
 * @throws {Error} If the working folder was deleted, or there are "too many open files".
 */
export function checkStart(): void {
  checkWorkingFolder();
  ensureSpareDescriptors();
}

function checkWorkingFolder(): void {
  try {
    Deno.cwd();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) return;
    throw new Error(
      "Cannot start a worker as the working folder must exist: it was deleted. Change to another " +
        "one by Deno.chdir()",
      { cause },
    );
  }
}

function ensureSpareDescriptors(): void {
  const files: Deno.FsFile[] = [];
  try {
    while (files.length < NEEDED_DESCRIPTORS) files.push(Deno.openSync(probe));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "";
    if (/too many open files/i.test(message)) {
      throw new Error(`Cannot start a worker: ${message}`, { cause });
    }
  } finally {
    for (const file of files) file.close();
  }
}

/** File descriptors for a thread or a process that is about to start. @module */

/** More than a start takes at once. */
const NEEDED = 24;
const probe = new URL(import.meta.url);

/**
 * Deno ends the whole process if it finds no file descriptors while it starts a thread or a process:
 * makes sure before that some are left. Where this file may not be read, or is none, nothing is known.
 *
 * @throws {Error} If too few are left: "Too many open files".
 */
export function ensureSpareDescriptors(): void {
  const files: Deno.FsFile[] = [];
  try {
    while (files.length < NEEDED) files.push(Deno.openSync(probe));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "";
    if (/too many open files/i.test(message)) {
      throw new Error(`Cannot start a worker: ${message}`, { cause });
    }
  } finally {
    for (const file of files) file.close();
  }
}

/** Event files of this module: their names, how they are found, and how they are taken away. @module */
import { join } from "node:path";
import { isOurs } from "./events.ts";
import { readRecords } from "./records.ts";

const PREFIX = "events.out.tfevents.";
const SUFFIX = ".spot";
/** More than the first two events of a run's file take. */
const HEAD_BYTES = 1024;

/** The event files in a folder, oldest first; none if there is no such folder. */
export function eventFilesIn(folder: string): string[] {
  return entriesIn(folder)
    .filter(({ name, isFile }) => isFile && name.startsWith(PREFIX) && name.endsWith(SUFFIX))
    .map(({ name }) => join(folder, name))
    .sort();
}

/** The folders in a folder; none if there is no such folder. */
export function foldersIn(folder: string): string[] {
  return entriesIn(folder)
    .filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => join(folder, name));
}

function entriesIn(folder: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** A name for a further event file; TensorBoard reads those of a folder in the order of their names. */
export function newEventFile(folder: string): string {
  const newest = eventFilesIn(folder).at(-1) ?? "";
  const [, last = "0"] = /\.(\d+)\.[^.]*$/.exec(newest) ?? [];
  const seconds = Math.max(Math.floor(Date.now() / 1000), Number(last) + 1);
  return join(folder, `${PREFIX}${String(seconds).padStart(10, "0")}${SUFFIX}`);
}

/** The first events of a file. */
export function readHead(path: string): Uint8Array[] {
  using file = Deno.openSync(path);
  const head = new Uint8Array(HEAD_BYTES);
  let length = 0;
  while (length < head.length) {
    const count = file.readSync(head.subarray(length));
    if (count === null) break;
    length += count;
  }
  return [...readRecords(head.subarray(0, length))];
}

/**
 * Removes the runs that this module wrote into a folder: their event files, and their folders if they are
 * empty then. Everything else stays, and links are not followed.
 */
export function removeRuns(folder: string): void {
  for (const run of foldersIn(folder)) {
    if (!eventFilesIn(run).some(isOwnFile)) continue;
    for (const row of foldersIn(run)) removeOwnFiles(row);
    removeOwnFiles(run);
  }
}

const isOwnFile = (path: string) => isOurs(readHead(path)[0]);

function removeOwnFiles(folder: string): void {
  const own = eventFilesIn(folder).filter(isOwnFile);
  for (const path of own) Deno.removeSync(path);
  if (own.length > 0 && entriesIn(folder).length === 0) Deno.removeSync(folder);
}

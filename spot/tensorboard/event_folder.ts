/**
 * Where the event files of a run are: in a folder of its own, one file for the run as a whole and one in
 * a folder of each row.
 *
 * @module
 */
import { basename, join } from "node:path";
import { beginningEvent, hasIdentity, identityEvent } from "./events.ts";
import { eventFilesIn, foldersIn, newEventFile, readHead } from "./event_files.ts";
import { joinBytes } from "./protobuf.ts";
import { readRecords, toRecord } from "./records.ts";

const rowName = (row: number) => `row-${String(row).padStart(5, "0")}`;

/** What a run is called, and what tells it from others. */
export interface RunName {
  readonly name: string;
  /** A digest. */
  readonly identity: string;
}

/** The event files of a run. Nothing is synchronised: what a killed process wrote stays. */
export class EventFolder {
  readonly path: string;
  /** How many rows, from the first one, the run's own files held already. */
  readonly rows: number;
  /** Opened for each event, so that it is seen if somebody removes it. */
  readonly #file: string;

  readonly #identity: string;

  private constructor(path: string, { rows, identity }: { rows: number; identity: string }) {
    [this.path, this.rows, this.#identity] = [path, rows, identity];
    this.#file = newEventFile(path);
    Deno.writeFileSync(this.#file, toRecord(beginningEvent(Date.now())), { createNew: true });
  }

  /** Makes the folder of a new run. */
  static begin(parent: string, { name, identity }: RunName): EventFolder {
    const path = makeFolder(parent, `${fileName(name)}-${timeName()}`);
    const folder = new EventFolder(path, { rows: 0, identity });
    folder.append(identityEvent(Date.now(), identity));
    return folder;
  }

  /** Finds the newest folder of a run, to which a file is added; undefined if there is none. */
  static resume(parent: string, { identity }: RunName): EventFolder | undefined {
    const begun = foldersIn(parent).flatMap((path) => {
      const [first] = eventFilesIn(path);
      const isSame = first && hasIdentity(readHead(first)[1], identity);
      return isSame ? [{ path, began: basename(first) }] : [];
    });
    if (begun.length === 0) return undefined;
    const { path } = begun.reduce((a, b) => a.began > b.began ? a : b);
    return new EventFolder(path, { rows: countRows(path), identity });
  }

  /** Adds an event to the run's own file. */
  append(event: Uint8Array): void {
    Deno.writeFileSync(this.#file, toRecord(event), { append: true, create: false });
  }

  /**
   * A row among those of all runs, in other folders, too; its number is first, as tables cut long names.
   */
  nameOf(row: number): string {
    return `${rowName(row)} of ${basename(this.path)}, ${this.#identity.slice(0, 8)}`;
  }

  /** Writes the file of a row, unless there is one. */
  writeRow(row: number, events: readonly Uint8Array[]): void {
    const folder = join(this.path, rowName(row));
    if (!makeIfMissing(folder) && eventFilesIn(folder).length > 0) return;
    const records = [beginningEvent(Date.now()), ...events].map(toRecord);
    Deno.writeFileSync(newEventFile(folder), joinBytes(...records), { createNew: true });
  }
}

/** Each file has its own beginning, and the first one the run's identity. */
function countRows(path: string): number {
  const counts = eventFilesIn(path).map((file) => [...readRecords(Deno.readFileSync(file))].length);
  return counts.reduce((sum, count) => sum + Math.max(0, count - 1), -1);
}

/** A folder that was not there before. */
function makeFolder(parent: string, name: string): string {
  for (let number = 1;; number++) {
    const path = join(parent, number === 1 ? name : `${name}-${number}`);
    if (makeIfMissing(path)) return path;
  }
}

/** Makes a folder in one that is there. @returns Whether it was not there before. */
function makeIfMissing(path: string): boolean {
  try {
    Deno.mkdirSync(path);
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return false;
  }
}

const LONGEST_NAME = 60;

/** An objective's name as part of a file's name. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, "_").replace(/^\.+/, "").slice(0, LONGEST_NAME) ||
    "run";
}

const timeName = () => `${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}Z`;

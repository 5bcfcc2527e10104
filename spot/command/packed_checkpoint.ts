/**
 * The checkpoint of a program, a file or a folder, as bytes and back.
 *
 * Length of the list in four bytes, the lowest first; the list as JSON, for each file and folder its
 * path below the whole and its size, null of a folder; then what the files hold, one after the other.
 *
 * @module
 */
import { basename, join } from "node:path";
import { LARGEST_CHECKPOINT } from "../core/objective/evaluate_row.ts";

/** What is wrong with what a program left: the end of a sentence on a checkpoint. */
export class UnfitCheckpoint extends Error {
  override readonly name = "UnfitCheckpoint";
}

type Entry = readonly [path: string, size: number | null];

/**
 * Reads a file or a folder; of links those to files are followed.
 *
 * @returns The bytes; undefined if nothing is there.
 * @throws {UnfitCheckpoint} If it is too large, or holds other things than files and folders.
 */
export async function packCheckpoint(root: string): Promise<Uint8Array | undefined> {
  if (!await exists(root)) return undefined;
  const entries: Entry[] = [];
  let size = LENGTH_BYTES;
  for await (const entry of entriesOf(root, "")) {
    entries.push(entry);
    // Each entry costs memory, be it empty.
    size += (entry[1] ?? 0) + entry[0].length;
    if (size > LARGEST_CHECKPOINT) throw tooLarge();
  }
  const list = new TextEncoder().encode(JSON.stringify(entries));
  const contents = entries.reduce((sum, [, size]) => sum + (size ?? 0), 0);
  const total = LENGTH_BYTES + list.length + contents;
  if (total > LARGEST_CHECKPOINT) throw tooLarge();
  const bytes = new Uint8Array(total);
  new DataView(bytes.buffer).setUint32(0, list.length, true);
  bytes.set(list, LENGTH_BYTES);
  let start = LENGTH_BYTES + list.length;
  for (const [path, size] of entries) {
    if (size === null) continue;
    const isRead = await readInto(join(root, path), bytes.subarray(start, start + size));
    if (!isRead) throw unfit(root, path, "which changes while it is read");
    start += size;
  }
  return bytes;
}

/**
 * Writes a file or a folder under a path that is free.
 *
 * @throws {Error} If the bytes are none that `packCheckpoint` made.
 */
export async function unpackCheckpoint(bytes: Uint8Array, root: string): Promise<void> {
  const { entries, start } = readList(bytes);
  let from = start;
  for (const [path, size] of entries) {
    const target = join(root, path);
    if (size === null) await Deno.mkdir(target);
    else await Deno.writeFile(target, bytes.subarray(from, from + size), { createNew: true });
    from += size ?? 0;
  }
}

const LENGTH_BYTES = 4;

function tooLarge(): UnfitCheckpoint {
  return new UnfitCheckpoint(`of more than ${LARGEST_CHECKPOINT} bytes`);
}

/** Names a file without the folder of the row, which has another name each time. */
function unfit(root: string, path: string, why: string): UnfitCheckpoint {
  return new UnfitCheckpoint(`with '${path === "" ? basename(root) : path}', ${why}`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Folders before what they hold, in the order of names. */
async function* entriesOf(root: string, path: string): AsyncGenerator<Entry> {
  const place = join(root, path);
  const { isFile, isDirectory, size } = await followToFile(place);
  if (isFile) return yield [path, size];
  if (!isDirectory) throw unfit(root, path, "which is neither file nor folder");
  yield [path, null];
  const names = await Array.fromAsync(Deno.readDir(place), ({ name }) => name);
  for (const name of names.sort()) yield* entriesOf(root, path === "" ? name : `${path}/${name}`);
}

/** A link to a folder may lead back to where it stands, and is none. */
async function followToFile(path: string): Promise<Deno.FileInfo> {
  const link = await Deno.lstat(path);
  if (!link.isSymlink) return link;
  const target = await Deno.stat(path).catch(() => link);
  return target.isFile ? target : link;
}

/** Tells whether the file has so many bytes. */
async function readInto(path: string, bytes: Uint8Array): Promise<boolean> {
  using file = await Deno.open(path);
  for (let done = 0; done < bytes.length;) {
    const count = await file.read(bytes.subarray(done));
    if (count === null) return false;
    done += count;
  }
  return true;
}

/** Paths lead below the whole, and all that is listed is there. */
function readList(bytes: Uint8Array): { entries: readonly Entry[]; start: number } {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = LENGTH_BYTES + view.getUint32(0, true);
    const list = bytes.subarray(LENGTH_BYTES, start);
    const entries: readonly Entry[] = JSON.parse(new TextDecoder().decode(list));
    const sizes = entries.map(([, size]) => size ?? 0);
    const isWhole = sizes.reduce((sum, size) => sum + size, start) === bytes.length;
    const isListed = sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
    if (isWhole && isListed && entries.every(([path]) => !path.split(/[/\\]/).includes(".."))) {
      return { entries, start };
    }
  } catch {
    // As below.
  }
  throw new Error("Cannot go on from a checkpoint as it must be one that a program left");
}

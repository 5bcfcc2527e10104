/**
 * Temporary folders that are taken away also if their process was killed: by the next one.
 *
 * A folder `spot_row_...` holds the file `owner`, which its process has locked, and the folder `scratch`.
 * The lock belongs to the open file, so that the system frees it however the process ends: who gets it
 * may take the folder away. A folder without that file is nobody's to take.
 *
 * @module
 */
import { dirname, join } from "node:path";

/** A folder that is removed with its disposal. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

const PREFIX = "spot_row_";
const OWNER = "owner";
/** What the file says, for people and for whoever takes the folder away. */
const NOTE = "A running row of Spot has locked this file; if none has, the folder can go.\n";

let cleaning: Promise<void> | undefined;

/** Makes a folder; the first one of a process takes those away that killed ones have left. */
export async function openTemporaryFolder(): Promise<TemporaryFolder> {
  const place = await Deno.makeTempDir({ prefix: PREFIX });
  const owner = await takePossession(place);
  const path = join(place, "scratch");
  await Deno.mkdir(path);
  await (cleaning ??= removeAbandoned(dirname(place)));
  return {
    path,
    async [Symbol.asyncDispose]() {
      await removeFolder(path).catch(() => {});
      owner.close();
      await removeFolder(place).catch(() => {});
    },
  };
}

/** Under its name the file is locked from the first moment; where there are no locks, it has no name. */
async function takePossession(place: string): Promise<Deno.FsFile> {
  const unnamed = join(place, "new");
  const owner = await Deno.open(unnamed, { write: true, createNew: true });
  await owner.write(new TextEncoder().encode(NOTE));
  const isLocked = await owner.lock(true).then(() => true, () => false);
  if (isLocked) await Deno.rename(unnamed, join(place, OWNER));
  return owner;
}

/**
 * Takes away the folders of processes that are gone.
 *
 * @param within Where temporary folders are made; what cannot be read or removed there stays.
 */
export async function removeAbandoned(within: string): Promise<void> {
  try {
    for await (const { name, isDirectory } of Deno.readDir(within)) {
      if (isDirectory && name.startsWith(PREFIX)) await removeIfAbandoned(join(within, name));
    }
  } catch {
    // Whoever may not look there leaves it as it is.
  }
}

async function removeIfAbandoned(place: string): Promise<void> {
  const owner = join(place, OWNER);
  try {
    // A link may lead to a file of others, and a pipe would wait for them.
    const { isFile, size, uid } = await Deno.lstat(owner);
    if (!isFile || size !== NOTE.length || uid !== (await Deno.lstat(place)).uid) return;
    using file = await Deno.open(owner, { read: true, write: true });
    if (await Deno.readTextFile(owner) !== NOTE || !file.tryLockSync(true)) return;
    await removeFolder(place);
  } catch {
    // Somebody else's, or another process takes it away just now.
  }
}

/** Removes a folder with all that is in it, if it is there; no link is followed. */
export async function removeFolder(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

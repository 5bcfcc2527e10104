/** A folder of a row's own. @module */
import { join } from "node:path";
import type { ProgramEnd } from "./run_program.ts";

/** A row's folder, which the row's end may take away. */
export interface ScratchFolder extends AsyncDisposable {
  readonly path: string;
  /** Keeps the end of what the program printed, if the folder is kept. */
  keep(end: ProgramEnd): Promise<void>;
}

/**
 * Makes the folder of a row: within a folder of the user's, where it begins anew and stays, or a
 * temporary one.
 */
export async function openScratchFolder(row: number, within?: string): Promise<ScratchFolder> {
  return within === undefined ? await openTemporary() : await openKept(join(within, `row-${row}`));
}

async function openTemporary(): Promise<ScratchFolder> {
  const path = await Deno.makeTempDir({ prefix: "spot_row_" });
  return {
    path,
    keep: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => removeFolder(path).catch(() => {}),
  };
}

async function openKept(path: string): Promise<ScratchFolder> {
  // A row that was interrupted leaves files; its next attempt must not depend on them.
  await removeFolder(path);
  await Deno.mkdir(path, { recursive: true });
  return {
    path,
    async keep({ output, errors }) {
      await Deno.writeTextFile(join(path, "stdout.txt"), `${output.text}\n`);
      await Deno.writeTextFile(join(path, "stderr.txt"), `${errors.text}\n`);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function removeFolder(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

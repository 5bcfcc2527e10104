/** A folder of a row's own. @module */
import { join } from "node:path";
import { openTemporaryFolder, removeFolder } from "./temporary_folder.ts";
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
  if (within !== undefined) return await openKept(join(within, `row-${row}`));
  return { ...await openTemporaryFolder(), keep: () => Promise.resolve() };
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

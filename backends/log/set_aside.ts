import { checkpointFolder } from "./checkpoint_files.ts";
import { openLogFile } from "./log_file.ts";

/**
 * Gives the log of an earlier run another name, so that a new run can begin under the old one. Its
 * checkpoints go with it.
 *
 * @param path The log; nothing happens if it does not exist or is empty.
 * @returns The name that the log has now: the path with the first free number behind it.
 * @throws {Error} If another run is using it.
 */
export function setAside(path: string): string | undefined {
  if (!exists(path)) return undefined;
  const file = openLogFile(path);
  try {
    if (file.read().length === 0) return undefined;
    const name = freeName(path);
    Deno.renameSync(path, name);
    const [folder, aside] = [path, name].map(checkpointFolder);
    if (exists(folder)) Deno.renameSync(folder, aside);
    return name;
  } finally {
    file.close();
  }
}

/** The path with the first number behind it that neither a file nor a folder of checkpoints has. */
export function freeName(path: string): string {
  for (let number = 1;; number++) {
    const name = `${path}.${number}`;
    if (!exists(name) && !exists(checkpointFolder(name))) return name;
  }
}

/** Whether there is something under a path, also a link that leads nowhere. */
export function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

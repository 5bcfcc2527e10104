/** Saving files so that a crash leaves the old or the new one, never a mixture. @module */
import { messageOf } from "../core/options/message_of.ts";
import { join } from "node:path";
import { UsageError } from "./options.ts";

/**
 * Makes a folder and tries to write into it, before any work is done for it.
 *
 * @param action What cannot be done, for example "run the experiment".
 * @throws {UsageError} If the folder cannot be made or written.
 */
export function checkFolder(action: string, folder: string): void {
  const probe = join(folder, `${crypto.randomUUID()}.part`);
  try {
    Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(probe, "", { createNew: true });
    Deno.removeSync(probe);
  } catch (error) {
    const message = messageOf(error);
    throw new UsageError(
      `Cannot ${action} as '--out' must be a folder that can be written: current value is ${
        JSON.stringify(folder)
      } (${message.split("\n")[0]})`,
    );
  }
}

/**
 * Writes files into a folder, which is made if it does not exist. Each is written beside its place
 * and then renamed: a link in its place is replaced, not followed.
 *
 * @param files Texts by file name.
 * @returns The paths written.
 * @throws {Error} If a file cannot be written; names the path.
 */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    try {
      Deno.mkdirSync(folder, { recursive: true });
      replaceFile(path, text);
    } catch (error) {
      const message = messageOf(error);
      throw new Error(`Cannot write '${path}': ${message}`, { cause: error });
    }
    return path;
  });
}

function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${crypto.randomUUID()}.part`;
  try {
    Deno.writeTextFileSync(temporary, text, { createNew: true });
    Deno.renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

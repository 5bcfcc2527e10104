/** Missing permissions, told as the flag that grants them. @module */
import { fromFileUrl, isWithin, withoutComma } from "./file_path.ts";

/** Deno's words for a missing permission: `Requires read access to "/x", run again with ...`. */
const REQUIRES = /Requires (\w+) access(?: to "?([^"]+)"?)?, (?:run again|specify)/;

/**
 * The flag that grants what an error message of Deno says is missing.
 *
 * @param moduleUrl The objective's module, for the folder that has to be readable.
 * @returns The flag; undefined if the message is about something else.
 */
export function missingPermission(message: string, moduleUrl: string): string | undefined {
  const [, name, target] = REQUIRES.exec(message) ?? [];
  if (name === undefined) return undefined;
  if (name !== "read") return `--allow-${name}${target ? `=${asEntry(name, target)}` : ""}`;
  return `--allow-read=${readableFolders(moduleUrl, target).join(",")}`;
}

/**
 * Adds to an error message of Deno in a subprocess the option that grants what is missing there.
 */
export function withOption(message: string): string {
  const [, name, target] = REQUIRES.exec(message) ?? [];
  if (name === undefined) return message;
  const entry = target === undefined ? name : `${name}=${asEntry(name, target)}`;
  return `${message} (to a subprocess, by method: subprocess({ allow: ["${entry}"] }))`;
}

/** What stands for a target in a list. */
function asEntry(permission: string, target: string): string {
  return permission === "read" || permission === "write" ? withoutComma(target) : target;
}

/** The folders of this package and of the objective's module, and a file outside of them. */
export function readableFolders(moduleUrl: string, file?: string): string[] {
  const folders = [import.meta.resolve("../"), moduleUrl.replace(/[^/]*$/, "")]
    .filter((url) => url.startsWith("file:"))
    .map((url) => fromFileUrl(new URL(url)));
  const outside = file !== undefined && !folders.some((folder) => isWithin(file, folder));
  return outermost((outside ? [...folders, file] : folders).map((path) => withoutComma(path)));
}

function outermost(paths: readonly string[]): string[] {
  const distinct = [...new Set(paths)];
  return distinct.filter((path) =>
    !distinct.some((other) => other !== path && isWithin(path, other))
  );
}

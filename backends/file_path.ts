/** Paths of files and folders, as Deno's flags and messages name them. @module */
import path from "node:path";
import { shorten } from "../spot/core/options/options.ts";

/** The functions on paths of one system: `posix` or `win32` of `node:path`. */
export type PathSystem = typeof path.posix;

/** The paths of the system that this process runs on. */
export const systemPaths: PathSystem = Deno.build.os === "windows" ? path.win32 : path.posix;

/**
 * The path of a `file:` URL, without a separator at its end.
 *
 * @throws {TypeError} If no path stands for the URL: it names a host where there is none, or holds
 * an encoded separator.
 */
export function fromFileUrl(url: URL, system: PathSystem = systemPaths): string {
  const { hostname, pathname } = url;
  const isWindows = system.sep === "\\";
  const separator = isWindows ? /%2f|%5c/i : /%2f/i;
  if (url.protocol !== "file:" || separator.test(pathname) || (hostname !== "" && !isWindows)) {
    throw new TypeError(
      `Cannot take a URL as a path as it must be that of a file of this system: current value is ${
        shorten(url.href)
      }`,
    );
  }
  const decoded = decodeURIComponent(pathname);
  if (!isWindows) return decoded.replace(/(?<=.)\/$/, "");
  const bare = decoded.replaceAll("/", "\\");
  if (hostname !== "") return `\\\\${hostname}${bare.replace(/\\$/, "")}`;
  return bare.replace(/^\\(?=[a-z]:)/i, "").replace(/(?<=[^\\:])\\$/, "");
}

/** Whether a path is that of a folder or of something in it. */
export function isWithin(file: string, folder: string, system: PathSystem = systemPaths): boolean {
  // Else the working folder would count, which may not be known.
  if (!system.isAbsolute(file) || !system.isAbsolute(folder)) return file === folder;
  const relative = system.relative(folder, file);
  return !system.isAbsolute(relative) && relative.split(system.sep)[0] !== "..";
}

/** Deno's flags separate paths by commas: one with a comma is granted by the folder above. */
export function withoutComma(file: string, system: PathSystem = systemPaths): string {
  let granted = file;
  while (granted.includes(",")) granted = system.dirname(granted);
  return granted;
}

/**
 * Checks that a file may be read without asking: a missing permission would be a question on a terminal.
 *
 * @returns The path.
 * @throws {Deno.errors.NotCapable} If it must not be read.
 */
export function grantedPath(path: string | URL): string | URL {
  const { state } = Deno.permissions.querySync({ name: "read", path });
  if (state === "granted") return path;
  throw new Deno.errors.NotCapable(`Cannot read '${path}' as the permission is not granted`);
}

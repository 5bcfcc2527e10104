/** Where a row log is. @module */
import { show } from "../../spot/core/options/options.ts";
import { fromFileUrl, type PathSystem, systemPaths } from "../file_path.ts";

/**
 * The path of a log, which a later change of the working folder leaves where it is.
 *
 * @param log A path, or a `file:` URL as such or as a text.
 * @throws {TypeError} If it is neither.
 */
export function resolveLogPath(log: unknown, system: PathSystem = systemPaths): string {
  const path = log instanceof URL || isFileUrl(log) ? pathOf(new URL(log), system) : log;
  if (typeof path === "string" && /^[^\0]+$/.test(path)) return toAbsolute(path, system);
  throw refusal(log);
}

const isFileUrl = (log: unknown): log is string => typeof log === "string" && /^file:/i.test(log);

function pathOf(url: URL, system: PathSystem): string {
  try {
    return fromFileUrl(url, system);
  } catch (cause) {
    throw refusal(url, cause);
  }
}

function refusal(log: unknown, cause?: unknown): TypeError {
  const value = log instanceof URL ? show(log.href) : show(log);
  const rule = "'log' must be a path or a file URL";
  const message = `Cannot make a parallel objective as ${rule}: current value is ${value}`;
  return new TypeError(message, { cause });
}

/** Without the permission to know the working folder, nobody can change it either. */
function toAbsolute(path: string, system: PathSystem): string {
  if (system.isAbsolute(path)) return path;
  const { state } = Deno.permissions.querySync({ name: "read", path: "." });
  return state === "granted" ? system.resolve(path) : path;
}

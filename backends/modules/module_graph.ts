/** The files that an objective is made of: whether they are still what they were. @module */
import { createHash } from "node:crypto";
import { fromFileUrl, grantedPath } from "../file_path.ts";
import type { ImportMap } from "./project_files.ts";
import { findProject } from "./user_project.ts";
import { importedSpecifiers } from "./imports.ts";
import { resolveSpecifier } from "./resolve_specifier.ts";

/** SHA-256 by the URL of a file. */
export type ModuleDigests = ReadonlyMap<string, string>;

interface ModuleFile {
  readonly digest: string;
  readonly size: number;
  mtimeMs: number | undefined;
}

/**
 * An objective's module and all files that it imports, as they were when they were asked for first.
 * What is remote or a package does not change, and what may not be read is left out; so is this
 * package itself, which has a version.
 */
export class ModuleGraph {
  readonly #roots: readonly string[];
  #files: Map<string, ModuleFile> | undefined;

  /**
   * @param moduleUrl The objective's module, if it has one.
   * @param files URLs of further files.
   */
  constructor(moduleUrl: string | undefined, files: readonly string[] = []) {
    this.#roots = moduleUrl === undefined ? files : [moduleUrl, ...files];
  }

  /** The digests of the files; read at the first call. */
  get digests(): ModuleDigests {
    return new Map([...this.#snapshot()].map(([url, { digest }]) => [url, digest]));
  }

  /** Finds a file that is no longer what it was; undefined if there is none. */
  findChanged(): string | undefined {
    for (const [url, file] of this.#snapshot()) if (hasChanged(url, file)) return url;
  }

  #snapshot(): Map<string, ModuleFile> {
    return this.#files ??= new Map(this.#roots.flatMap((root) => [...readGraph(root)]));
  }
}

function readGraph(moduleUrl: string): Map<string, ModuleFile> {
  const files = new Map<string, ModuleFile>();
  if (!moduleUrl.startsWith("file:")) return files;
  const map = findProject(moduleUrl);
  const seen = new Set([withoutQuery(moduleUrl)]);
  for (const url of seen) {
    const file = isOwn(url) ? undefined : readFile(url);
    if (file === undefined) continue;
    files.set(url, file);
    for (const imported of importsOf(url, file.source, map)) seen.add(imported);
  }
  return files;
}

const withoutQuery = (url: string) => url.replace(/[?#].*$/s, "");
const root = new URL("../../", import.meta.url).href;
const ownFolders = ["backends/", "spot/", "data/", "mod.ts"].map((path) => `${root}${path}`);
const isOwn = (url: string) => ownFolders.some((folder) => url.startsWith(folder));
const isCode = (url: string) => /\.[cm]?[jt]sx?$/.test(url);

function importsOf(url: string, source: string, map: ImportMap | undefined): string[] {
  if (!isCode(url)) return [];
  return specifiersIn(source)
    .map((specifier) => resolveSpecifier(specifier, url, map))
    .filter((target) => target?.startsWith("file:") && !target.includes("/node_modules/"))
    .map((target) => withoutQuery(target!));
}

/** What is too large to be scanned counts as a file without imports. */
function specifiersIn(source: string): string[] {
  try {
    return importedSpecifiers(source);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function readFile(url: string): (ModuleFile & { readonly source: string }) | undefined {
  try {
    const path = grantedPath(fromFileUrl(new URL(url)));
    const { size, mtime } = Deno.statSync(path);
    const bytes = Deno.readFileSync(path);
    const source = isCode(url) ? new TextDecoder().decode(bytes) : "";
    return { digest: digestOf(bytes), size, mtimeMs: mtime?.getTime(), source };
  } catch {
    return undefined;
  }
}

const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A file that was written again as it was counts as the same. */
function hasChanged(url: string, file: ModuleFile): boolean {
  try {
    const path = fromFileUrl(new URL(url));
    const { size, mtime } = Deno.statSync(path);
    if (size === file.size && mtime?.getTime() === file.mtimeMs) return false;
    if (size !== file.size || digestOf(Deno.readFileSync(path)) !== file.digest) return true;
    file.mtimeMs = mtime?.getTime();
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}

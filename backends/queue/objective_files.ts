/** What an objective is made of, told in the same way on every machine. @module */
import config from "../../deno.json" with { type: "json" };
import type { ModuleGraph } from "../modules/module_graph.ts";
import { digestOfText, isText } from "./shapes.ts";

/** A module of objectives, as machines compare it. */
export interface ObjectiveModule {
  /** Its name, for messages. */
  readonly file: string;
  /** Of this package, its version included, and of all files of the module that are not its own. */
  readonly digest: string;
}

const root = new URL("../../", import.meta.url).href;

/** Describes a module whose files are known; a module of this package is told by its place in it. */
export function describeModule(moduleUrl: string, modules: ModuleGraph): ObjectiveModule {
  const isOwn = moduleUrl.startsWith(root);
  const files = [...modules.digests].map(([url, sha]) => [relativeTo(moduleUrl, url), sha]);
  files.sort(([a], [b]) => a < b ? -1 : 1);
  const place = files.length > 0 ? "" : isOwn ? moduleUrl.slice(root.length) : moduleUrl;
  const identity = JSON.stringify([config.version, place, files]);
  return {
    file: moduleUrl.replace(/[?#].*$/s, "").replace(/^.*\//s, ""),
    digest: digestOfText(identity),
  };
}

/** The steps from a module to a file: the same wherever the project lies. */
function relativeTo(moduleUrl: string, url: string): string {
  const [from, to] = [moduleUrl, url].map((text) => text.split("/"));
  let shared = 0;
  while (shared < from.length - 1 && from[shared] === to[shared]) shared++;
  return "../".repeat(from.length - 1 - shared) + to.slice(shared).join("/");
}

/** What names an objective in Redis: its module's files, and its export. */
export function objectiveId({ digest }: ObjectiveModule, exportName: string): string {
  return digestOfText(JSON.stringify([digest, exportName]));
}

/** Whether data from outside is the name of an export. */
export const isExportName = (value: unknown): value is string =>
  isText(value, 200) && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(value);

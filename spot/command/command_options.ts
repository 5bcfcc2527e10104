/** The options of a command objective, checked. @module */
import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { checkNumber, checkOptionNames, show } from "../core/options/options.ts";
import { isSpace, type Space } from "../core/space/define_space.ts";
import type { Configuration } from "../core/space/variable.ts";
import { CommandTemplate } from "./command_template.ts";

/** Options of {@linkcode commandObjective}. */
export interface CommandObjectiveOptions<C extends Configuration = Configuration> {
  /**
   * The program and its arguments, passed on as they are, without a shell. `{name}` stands for the value
   * of a variable; a brace that is meant as such is doubled.
   */
  readonly command: readonly string[];
  /** The search space. */
  readonly space: Space<C>;
  /** The objective's name in records. @default {the command's words before the first option} */
  readonly name?: string;
  /** Time limit of one row in milliseconds. @default {none} */
  readonly timeoutMs?: number;
  /** How many cores the program uses: that many fewer rows run at the same time. @default {1} */
  readonly coresPerRow?: number;
  /** The working folder of the program. @default {the current one} */
  readonly folder?: string;
  /** Environment variables beside those of this process and of the row. @default {{}} */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * A folder in which each row has a folder of its own that is kept, with the end of what the program
   * printed. @default {temporary folders}
   */
  readonly scratch?: string;
  /**
   * Files that the values depend on: a row log refuses to go on once they have changed.
   * @default {those that arguments name}
   */
  readonly files?: readonly string[];
}

/** Checked options. */
export interface ResolvedCommandOptions {
  readonly template: CommandTemplate;
  readonly space: Space;
  readonly name: string;
  readonly timeoutMs: number | undefined;
  readonly coresPerRow: number;
  readonly folder: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly scratch: string | undefined;
  /** URLs. */
  readonly files: readonly string[];
}

const action = "define a command";
const optionNames = [
  "command",
  "space",
  "name",
  "timeoutMs",
  "coresPerRow",
  "folder",
  "environment",
  "scratch",
  "files",
] as const satisfies (keyof CommandObjectiveOptions)[];

/** Longest time that timers count: 24 days. */
const LARGEST_INT32 = 2_147_483_647;

/**
 * Checks options and fills in the defaults.
 *
 * @throws {TypeError | RangeError} If an option is unknown or breaks its rule.
 */
export function resolveCommandOptions(options: CommandObjectiveOptions): ResolvedCommandOptions {
  checkOptionNames(action, options, optionNames);
  const { command, space, timeoutMs, coresPerRow = 1, environment = {} } = options;
  if (!isSpace(space)) {
    throw new TypeError(
      `Cannot ${action} as 'space' must be made by defineSpace: current value is ${show(space)}`,
    );
  }
  const template = new CommandTemplate(command, space.variables);
  const name = checkText("name", options.name) ?? template.label;
  const folder = checkText("folder", options.folder);
  const scratch = checkText("scratch", options.scratch);
  if (folder !== undefined) checkFolder(folder);
  const limit = { min: 0, aboveMin: true, max: LARGEST_INT32 };
  return {
    template,
    space,
    name,
    timeoutMs: timeoutMs === undefined
      ? undefined
      : checkNumber(action, "timeoutMs", timeoutMs, limit),
    coresPerRow: checkNumber(action, "coresPerRow", coresPerRow, { integer: true, min: 1 }),
    folder: folder && resolve(folder),
    environment: checkEnvironment(environment),
    scratch: scratch && resolve(scratch),
    files: filesOf(options.files, { words: template.plainWords, folder: folder ?? "." }),
  };
}

function checkText(name: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === "string" && /^[^\0]+$/.test(value))) return value;
  throw new TypeError(
    `Cannot ${action} as '${name}' must be a text that is not empty: current value is ${
      show(value)
    }`,
  );
}

function checkFolder(folder: string): void {
  if (kindOf(folder)?.isDirectory) return;
  throw new RangeError(
    `Cannot ${action} as 'folder' must be a folder that exists: current value is ${show(folder)}`,
  );
}

function checkEnvironment(environment: unknown): Readonly<Record<string, string>> {
  const isRecord = typeof environment === "object" && environment !== null;
  const entries = isRecord ? Object.entries(environment) : [];
  const isUsable = ([name, value]: [string, unknown]) =>
    /^[A-Za-z_]\w*$/.test(name) && typeof value === "string" && !value.includes("\0");
  if (isRecord && entries.every(isUsable)) return Object.fromEntries(entries);
  const wrong = entries.find((entry) => !isUsable(entry));
  throw new TypeError(
    `Cannot ${action} as 'environment' must be an object of texts by the names of variables: ` +
      `current value is ${wrong ? `${show(wrong[1])} as ${show(wrong[0])}` : show(environment)}`,
  );
}

interface Named {
  /** Words of the command. */
  readonly words: readonly string[];
  readonly folder: string;
}

/** URLs of the files that the values depend on. */
function filesOf(given: unknown, { words, folder }: Named): string[] {
  const toUrl = (path: string) => pathToFileURL(resolve(folder, path)).href;
  if (given === undefined) {
    const paths = words.filter((word, i) => i > 0 || isAbsolute(word) || /[/\\]/.test(word));
    return [...new Set(paths.map((path) => resolve(folder, path)).filter(isSmallFile).map(toUrl))];
  }
  const isList = Array.isArray(given) && given.every((path) => typeof path === "string");
  const missing = isList ? given.find((path) => !kindOf(resolve(folder, path))?.isFile) : given;
  if (isList && missing === undefined) return given.map(toUrl);
  throw new TypeError(
    `Cannot ${action} as 'files' must be an array of files that exist: current value is ${
      show(missing)
    }`,
  );
}

/** Larger files are data rather than programs; to read them takes time. */
const LARGEST_FILE = 16 * 1024 * 1024;

function isSmallFile(path: string): boolean {
  const kind = kindOf(path);
  return kind !== undefined && kind.isFile && kind.size <= LARGEST_FILE;
}

/** Undefined if nothing is there, or it may not be read. */
function kindOf(path: string): Deno.FileInfo | undefined {
  try {
    if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") return undefined;
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}

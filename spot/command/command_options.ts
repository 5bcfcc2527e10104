/** The options of a command objective, checked. @module */
import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  anything,
  clip,
  Fault,
  integer,
  type Kind,
  kind,
  number,
  type OptionTable,
  resolveOptions,
  show,
} from "../core/options/options.ts";
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
  /**
   * How many cores the program uses: of the cores that `makeParallel` is given, one row takes so many.
   * @default {1}
   */
  readonly coresPerRow?: number;
  /**
   * What placeholders call the row's budget: `"epochs"` for `{epochs}`, as the run's `fidelity` names it.
   * @default {none: it is `{SPOT_BUDGET}`}
   */
  readonly budget?: string;
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
  readonly timeoutMs?: number;
  readonly coresPerRow: number;
  readonly budget?: string;
  readonly folder: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly scratch: string | undefined;
  /** URLs. */
  readonly files: readonly string[];
}

const action = "define a command";
/** Longest time that timers count: 24 days. */
const LARGEST_INT32 = 2_147_483_647;

const isText = (value: unknown) => typeof value === "string" && /^[^\0]+$/.test(value);
const text: Kind<string> = kind("a text that is not empty", isText);

const folder: Kind<string> = kind(
  "a folder that exists",
  (value) => isText(value) && kindOf(value as string)?.isDirectory === true,
);

const newFolder: Kind<string> = kind(
  "a folder, or a path where there is nothing yet",
  (value) => isText(value) && kindOf(value as string)?.isDirectory !== false,
);

const environmentRule = "an object of texts by the names of variables";

const environment: Kind<Readonly<Record<string, string>>> = {
  rule: environmentRule,
  check: (value) => {
    const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isRecord) return new Fault(environmentRule, value, { isType: true });
    const wrong = Object.entries(value).find(([name, value]) =>
      !/^[A-Za-z_]\w*$/.test(name) || typeof value !== "string" || value.includes("\0")
    );
    if (wrong === undefined) return { ...value };
    const at = `.${clip(wrong[0])}`;
    return new Fault("a text by the name of a variable", wrong[1], { isType: true, at });
  },
};

const table = {
  command: { kind: anything(), isRequired: true },
  space: { kind: kind("made by defineSpace", isSpace), isRequired: true },
  name: { kind: text },
  timeoutMs: { kind: number({ min: 0, aboveMin: true, max: LARGEST_INT32 }) },
  coresPerRow: { kind: integer(1), default: 1 },
  budget: { kind: text },
  folder: { kind: folder },
  environment: { kind: environment, default: {} },
  scratch: { kind: newFolder },
  files: { kind: anything() },
} satisfies OptionTable<CommandObjectiveOptions>;

/**
 * Checks options and fills in the defaults.
 *
 * @throws {TypeError | RangeError} If an option is unknown or breaks its rule.
 */
export function resolveCommandOptions(options: CommandObjectiveOptions): ResolvedCommandOptions {
  const { command, name, folder, scratch, files, ...given } = resolveOptions(
    action,
    table,
    options,
  );
  const template = new CommandTemplate(command, given.space.variables, given.budget);
  return {
    ...given,
    template,
    name: name ?? template.label,
    folder: folder && resolve(folder),
    scratch: scratch && resolve(scratch),
    files: filesOf(files, { words: template.plainWords, folder: folder ?? "." }),
  };
}

/** Options from which the same command can be made again, in whatever folder. */
export function definitionOf(
  { timeoutMs, files, scratch, environment, budget, space }: CommandObjectiveOptions,
  { template, name, coresPerRow, folder }: ResolvedCommandOptions,
): Readonly<Record<string, unknown>> {
  return Object.freeze({
    ...{ command: template.words, name, timeoutMs, coresPerRow, environment, budget },
    folder: folder ?? resolve("."),
    scratch: scratch && resolve(scratch),
    files: files?.map((path) => resolve(folder ?? ".", path)),
    ...(space.constraint && { hasConstraint: true }),
  });
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

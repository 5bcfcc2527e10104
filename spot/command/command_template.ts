/** A command whose arguments name variables. @module */
import { clip, show, suggestion } from "../core/options/options.ts";
import { isFixed, type Variable } from "../core/space/variable.ts";
import { fillPlaceholders, parsePlaceholders, type Part } from "./placeholders.ts";
import { CONFIGURATION, rowNames } from "./row_environment.ts";

const action = "define a command";

/** A checked command. */
export class CommandTemplate {
  /** The command as it was given. */
  readonly words: readonly string[];
  readonly #parts: readonly (readonly Part[])[];

  /**
   * @param budget What placeholders may call the row's budget.
   * @throws {TypeError} If it is no array of texts.
   * @throws {RangeError} If it is empty, a placeholder names nothing, or a variable has no placeholder.
   */
  constructor(command: unknown, variables: readonly Variable[], budget?: string) {
    this.words = checkWords(command);
    this.#parts = this.words.map(checkBraces);
    const names = new Set(
      this.#parts.flat().flatMap((part) => typeof part === "string" ? [] : [part.name]),
    );
    checkNames(names, variables, budget);
    variables.forEach(checkLevels);
  }

  /** The program, as it is started. */
  get program(): string {
    return this.fill(() => undefined)[0];
  }

  /** The words that name no variable, as they are passed on. */
  get plainWords(): string[] {
    return this.fill(() => undefined);
  }

  /** How people call it: the words before the first option or placeholder. */
  get label(): string {
    const end = this.#parts.findIndex((parts, i) =>
      i > 0 && (this.words[i].startsWith("-") || parts.some((part) => typeof part !== "string"))
    );
    return clip(this.plainWords.slice(0, end < 0 ? undefined : end).join(" "));
  }

  /**
   * The words of one row; a word that names what has no value, an inactive variable, is left out, and
   * with it the option before it: `--depth {depth}`.
   *
   * @param valueOf The text of a variable, or of what rows name.
   */
  fill(valueOf: (name: string) => string | undefined): string[] {
    const words = this.#parts.map((parts) => fillPlaceholders(parts, valueOf));
    const isOption = (i: number) => i > 0 && /^--?[^-={}][^={}]*$/.test(this.words[i]);
    const isGone = (i: number) => i < words.length && words[i] === undefined;
    return words.filter((word, i): word is string =>
      word !== undefined && !(isOption(i) && isGone(i + 1))
    );
  }
}

function checkWords(command: unknown): string[] {
  const why = `Cannot ${action} as 'command' must be an array of a program and its arguments`;
  if (!Array.isArray(command)) throw new TypeError(`${why}: current value is ${show(command)}`);
  if (command.length === 0) throw new RangeError(`${why}: current value is empty`);
  return command.map((word, i) => {
    const isText = typeof word === "string" && !word.includes("\0") && (i > 0 || word !== "");
    if (isText) return word;
    throw new TypeError(`${why}: current word ${i} is ${show(word)}`);
  });
}

function checkBraces(word: string, i: number): Part[] {
  const parts = parsePlaceholders(word);
  if (parts === undefined) {
    throw new RangeError(
      `Cannot ${action} as a brace that begins or ends no placeholder must be doubled, "{{" or "}}": ` +
        `current word ${i} is ${show(word)}`,
    );
  }
  if (i > 0 || parts.every((part) => typeof part === "string")) return parts;
  throw new RangeError(
    `Cannot ${action} as the program must be the same for all rows: current value is ${show(word)}`,
  );
}

/** No argument of a program can hold the character that ends it. */
function checkLevels({ name, levels = [] }: Variable): void {
  const wrong = levels.find((level) => String(level).includes("\0"));
  if (wrong === undefined) return;
  throw new RangeError(
    `Cannot ${action} as levels must be texts without the character U+0000: a level of ` +
      `'${clip(name)}' is ${show(wrong)}`,
  );
}

/** A name that means the row is none for a variable. */
function checkVariables(variables: readonly Variable[]): void {
  const taken = variables.find(({ name }) => rowNames.some((own) => own === name));
  if (taken === undefined) return;
  throw new RangeError(
    `Cannot ${action} as a variable must have another name than what rows are told: current value is ${
      show(taken.name)
    }`,
  );
}

function checkNames(
  names: ReadonlySet<string>,
  variables: readonly Variable[],
  budget: string | undefined,
): void {
  checkVariables(variables);
  const known = [...variables.map(({ name }) => name), ...rowNames];
  if (budget !== undefined && known.includes(budget)) {
    throw new RangeError(
      `Cannot ${action} as 'budget' must be no name of a variable or of the row: current value is ${
        show(budget)
      }`,
    );
  }
  if (budget !== undefined) known.push(budget);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new RangeError(
      `Cannot ${action} as placeholder '{${
        clip(name)
      }}' must name a variable of the space (a brace ` +
        `that is meant as such is doubled, "{{"): ${suggestion(name, known)}`,
    );
  }
  if (names.has(CONFIGURATION)) return;
  const unread = variables.find((variable) => !isFixed(variable) && !names.has(variable.name));
  if (unread === undefined) return;
  throw new RangeError(
    `Cannot ${action} as each variable must stand in it, by its name or within '{${CONFIGURATION}}', ` +
      `JSON of all: no argument has '{${clip(unread.name)}}'`,
  );
}

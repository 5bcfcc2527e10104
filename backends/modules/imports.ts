/**
 * What a module imports by literal specifiers, found without a parser: comments, strings, templates
 * and regular expressions are told from code.
 *
 * @module
 */

/**
 * One token: a comment, a string, the beginning of a template, a name or number, or a character. Strings
 * end with their line, so that what is taken wrongly for one does no more harm.
 */
const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"[^"\\\n]*(?:\\[^][^"\\\n]*)*"?|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'?|`|[\p{ID_Start}$_#\d][\p{ID_Continue}$\u200c\u200d]*|[^\s]/uy;
const SPACE = /\s*/y;
const REGULAR_EXPRESSION = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[\p{ID_Continue}$]*/uy;
/** Up to the end of a template, or to code in it. */
const TEMPLATE = /[^`\\$]*(?:(?:\\[^]|\$(?!\{))[^`\\$]*)*(?:`|\$\{|$)/uy;

/** After these names a slash begins a regular expression; after others it divides. */
const OPERATORS = new Set(
  "return typeof case in of do else void delete throw new instanceof yield await".split(" "),
);

/**
 * Finds the specifiers of static and dynamic imports and of re-exports.
 *
 * @param source TypeScript or JavaScript.
 * @returns Each specifier once, in the order of the source.
 */
export function importedSpecifiers(source: string): string[] {
  const found = new Set<string>();
  /** The last three tokens, the newest first. */
  let before: [string, string, string] = ["", "", ""];
  for (const token of tokensOf(source)) {
    const text = textOf(token);
    if (text !== undefined && isSpecifier(before)) found.add(text);
    before = [token, before[0], before[1]];
  }
  return [...found];
}

/** Whether a string after these tokens is what is imported. */
function isSpecifier([last, second, third]: readonly [string, string, string]): boolean {
  if (last === "(") return second === "import" && third !== ".";
  return (last === "from" || last === "import") && second !== ".";
}

/** The value of a string; undefined for other tokens. */
function textOf(token: string): string | undefined {
  if (!/^["'`]/.test(token) || token.length < 2) return undefined;
  const inner = token.slice(1, -1);
  if (!inner.includes("\\")) return inner;
  try {
    return JSON.parse(`"${inner.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"`);
  } catch {
    return undefined;
  }
}

/** Names before parentheses that no operator follows. */
const CONDITIONS = new Set(["if", "while", "for", "with"]);

/** Tokens but comments; a template without code in it is one, others are left out. */
function* tokensOf(source: string): Generator<string> {
  const scanner = new Scanner(source);
  for (let token; (token = scanner.next()) !== undefined;) {
    if (!token.startsWith("//") && !token.startsWith("/*")) yield token;
  }
}

class Scanner {
  readonly #source: string;
  #at = 0;
  /** Whether a slash would divide what stands before it. */
  #isOperand = false;
  /** The last token. */
  #last = "";
  /** Of each open parenthesis: whether it holds a condition. */
  readonly #parentheses: boolean[] = [];
  /** Braces that are open in the code of each template around. */
  readonly #braces: number[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  next(): string | undefined {
    this.#match(SPACE);
    if (this.#at >= this.#source.length) return undefined;
    const token = this.#expression() || this.#match(TOKEN);
    if (token.startsWith("//") || token.startsWith("/*")) return token;
    return this.#last = this.#take(token);
  }

  #expression(): string {
    const isSlash = !this.#isOperand && this.#source[this.#at] === "/";
    const isComment = /[/*]/.test(this.#source[this.#at + 1] ?? "/");
    return isSlash && !isComment ? this.#match(REGULAR_EXPRESSION) : "";
  }

  #take(token: string): string {
    this.#isOperand = /[\p{ID_Continue}$\])}"'`]$/u.test(token) && !OPERATORS.has(token);
    if (token === "(") this.#parentheses.push(CONDITIONS.has(this.#last));
    if (token === ")") this.#isOperand = !this.#parentheses.pop();
    if (token === "`") return this.#template(token);
    if (this.#braces.length === 0) return token;
    if (token === "{") this.#braces[this.#braces.length - 1]++;
    if (token === "}" && this.#braces[this.#braces.length - 1]-- === 0) {
      this.#braces.pop();
      return this.#template(token);
    }
    return token;
  }

  /** The rest of a template, or up to the code in it. */
  #template(opening: string): string {
    const rest = this.#match(TEMPLATE);
    this.#isOperand = !rest.endsWith("${");
    if (!this.#isOperand) this.#braces.push(0);
    return this.#isOperand && opening === "`" ? opening + rest : "${";
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [text] = pattern.exec(this.#source) ?? [""];
    this.#at += text.length;
    return text;
  }
}

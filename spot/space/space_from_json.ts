/** Search spaces as JSON. @module */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import {
  checkValue,
  clip,
  kind,
  type OptionTable,
  resolveOptions,
  show,
  suggestion,
} from "../core/options/options.ts";
import {
  defineSpace,
  factor,
  fixed,
  float,
  int,
  ordinal,
  type Space,
  type VariableSpec,
} from "../core/space/define_space.ts";
import type { Level } from "../core/space/variable.ts";

/** Options of {@linkcode spaceFromJson}. */
export interface SpaceFromJsonOptions {
  /** The file's name, for messages. @default {"space.json"} */
  readonly file?: string;
}

type Fields = Readonly<Record<string, unknown>>;

interface Form {
  /** What must be given. */
  readonly needs: readonly string[];
  /** What may be given. */
  readonly takes: readonly string[];
  readonly make: (fields: Fields) => VariableSpec;
}

/** Wrong values are refused by what makes the variable. */
const numeric = (make: typeof float): Form => ({
  needs: ["lower", "upper"],
  takes: ["scale", "default", "when"],
  make: ({ lower, upper, ...options }) => make(lower as number, upper as number, options),
});

const leveled = (make: typeof factor): Form => ({
  needs: ["levels"],
  takes: ["default", "when"],
  make: ({ levels, ...options }) => make(levels as Level[], options),
});

const forms: Readonly<Record<string, Form>> = {
  float: numeric(float),
  int: numeric(int),
  ordinal: leveled(ordinal),
  factor: leveled(factor),
  fixed: {
    needs: ["value"],
    takes: ["when"],
    make: ({ value, ...options }) => fixed(value as Level, options),
  },
};

const action = "read a space";
const json = kind<string>("a text", (value) => typeof value === "string");
const table = {
  file: { kind: json, default: "space.json" },
} satisfies OptionTable<SpaceFromJsonOptions>;

/**
 * Reads a search space from JSON: an object of variables by name, in the order of X's columns.
 *
 * | variable | the same in TypeScript |
 * |---|---|
 * | `{"type": "float", "lower": 1e-4, "upper": 0.1, "scale": "log"}` | `float(1e-4, 0.1, { scale: "log" })` |
 * | `{"type": "int", "lower": 1, "upper": 8}` | `int(1, 8)` |
 * | `{"type": "ordinal", "levels": [16, 32, 64]}` | `ordinal([16, 32, 64])` |
 * | `{"type": "factor", "levels": ["sgd", "adam"]}` | `factor(["sgd", "adam"])` |
 * | `{"type": "fixed", "value": 3}` | `fixed(3)` |
 *
 * All but `fixed` take a `"default"`, too, and all take conditions: `"when": {"kernel": "rbf"}`.
 *
 * @param text The JSON.
 * @returns The space.
 * @throws {SyntaxError} If it is no JSON; the message names file and line.
 * @throws {TypeError | RangeError} If a variable is not usable; the message names file, line and name.
 *
 * @example
 * ```ts
 * import { spaceFromJson } from "@spot/spot";
 *
 * const space = spaceFromJson('{"depth": {"type": "int", "lower": 1, "upper": 8}}');
 * console.log(space.variables[0].name);
 * ```
 */
export function spaceFromJson(text: string, options: SpaceFromJsonOptions = {}): Space {
  const { file } = resolveOptions(action, table, options);
  checkValue(action, "text", text, json);
  const placeOf = (offset: number) => `'${clip(file)}', line ${lineAt(text, offset)}`;
  const root = parse(text, placeOf);
  if (root.type !== "object") {
    throw new TypeError(
      `Cannot read the space ${
        placeOf(root.offset)
      } as it must be an object of variables by name: ` +
        `current value is ${show(valueOf(root))}`,
    );
  }
  const specs = new Map<string, VariableSpec>();
  const offsets = new Map<string, number>();
  for (const property of root.children ?? []) {
    const [key, value] = property.children!;
    const name: string = key.value;
    const action = `read variable '${clip(name)}' of ${placeOf(property.offset)}`;
    if (specs.has(name)) throw new RangeError(`Cannot ${action} as its name is repeated`);
    specs.set(name, within(() => action, () => toSpec(action, value)));
    offsets.set(name, property.offset);
  }
  return within(
    (variable = "") => `read the space ${placeOf(offsets.get(variable) ?? root.offset)}`,
    () => defineSpace(Object.fromEntries(specs)),
  );
}

function parse(text: string, placeOf: (offset: number) => string): Node {
  const errors: ParseError[] = [];
  // A mark that some editors put before the text.
  const root = parseTree(text.replace(/^\ufeff/, " "), errors, { disallowComments: true });
  if (root !== undefined && errors.length === 0) return root;
  const [{ error, offset } = { error: undefined, offset: 0 }] = errors;
  const why = error === undefined ? "" : ` (${inWords(printParseErrorCode(error))})`;
  throw new SyntaxError(`Cannot read the space ${placeOf(offset)} as it must be JSON${why}`);
}

/** "CommaExpected" as "comma expected". */
const inWords = (code: string) =>
  code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

const lineAt = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

function toSpec(action: string, node: Node): VariableSpec {
  const fields = fieldsOf(action, node);
  const { type, ...others } = fields;
  const why = `Cannot ${action} as`;
  if (typeof type !== "string" || !Object.hasOwn(forms, type)) {
    throw new RangeError(
      `${why} 'type' must be one of ${Object.keys(forms).join(", ")}: current value is ${
        show(type)
      }`,
    );
  }
  const { needs, takes, make } = forms[type];
  for (const name of Object.keys(others)) {
    if (needs.includes(name) || takes.includes(name)) continue;
    const known = ["type", ...needs, ...takes];
    throw new TypeError(`${why} '${clip(name)}' is unknown: ${suggestion(name, known)}`);
  }
  const missing = needs.find((name) => !Object.hasOwn(others, name));
  if (missing !== undefined) throw new TypeError(`${why} type '${type}' needs '${missing}'`);
  return make(others);
}

function fieldsOf(action: string, node: Node): Fields {
  if (node.type !== "object") {
    throw new TypeError(
      `Cannot ${action} as it must be an object with a 'type': current value is ${
        show(valueOf(node))
      }`,
    );
  }
  const entries = (node.children ?? []).map(({ children }) => children!);
  const names = entries.map(([key]) => key.value as string);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) {
    throw new RangeError(`Cannot ${action} as '${clip(repeated)}' is repeated`);
  }
  const read = (value: Node) => value.type === "object" ? fieldsOf(action, value) : valueOf(value);
  return Object.fromEntries(entries.map(([key, value]) => [key.value, read(value)]));
}

function valueOf(node: Node): unknown {
  const { type, children = [], value } = node;
  if (type !== "object") return type === "array" ? children.map(valueOf) : value;
  return Object.fromEntries(children.map((child) => {
    const [name, value] = child.children!;
    return [name.value, valueOf(value)];
  }));
}

/**
 * What refuses a variable does not know where it stands.
 *
 * @param actionOf What cannot be done, with a variable if its conditions are refused.
 */
function within<T>(actionOf: (variable?: string) => string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const isOther = !(error instanceof TypeError || error instanceof RangeError);
    if (isOther || error.message.startsWith(`Cannot ${actionOf()}`)) throw error;
    const Kind = error instanceof RangeError ? RangeError : TypeError;
    const [, part, variable] =
      /^Cannot define (the conditions of '(.*?)'.*?) as /s.exec(error.message) ?? [];
    const where = part === undefined ? actionOf() : `${actionOf(variable)} with ${part}`;
    throw new Kind(`Cannot ${where} as ${reasonOf(error.message)}`, { cause: error });
  }
}

/** "Cannot define a variable of type 'int' as the lower bound ..." without what could not be done. */
const reasonOf = (message: string) => message.replace(/^Cannot .*? as /s, "");

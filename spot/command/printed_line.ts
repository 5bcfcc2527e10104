/**
 * What one line of a program's output says.
 *
 * | line | meaning |
 * |---|---|
 * | `0.31`, `1e-3`, `nan`, `-inf` | the response |
 * | `{"value": 0.31}` | the response |
 * | `{"values": [0.31, 12]}` | several responses |
 * | `..., "constraints": [-0.1]}` | with a result: constraints, satisfied where <= 0 |
 * | `{"step": 3, "value": 0.5}` | a value on the way |
 * | any other line | nothing |
 *
 * @module
 */
import type { ObjectiveValue } from "../core/objective/objective.ts";
import { readDecimal } from "../core/options/kinds.ts";
import { show } from "../core/options/options.ts";

/** What a line says. */
export type PrintedLine =
  | { readonly kind: "text" }
  | { readonly kind: "number" | "result"; readonly value: ObjectiveValue }
  | { readonly kind: "step"; readonly step: number; readonly value: number }
  | { readonly kind: "damaged"; readonly why: string };

const TEXT: PrintedLine = { kind: "text" };
const NOT_FINITE = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i;

/** Reads a line. @param isCut Whether it was longer. */
export function readPrintedLine(line: string, isCut = false): PrintedLine {
  const text = line.trim();
  if (text.startsWith("{")) return isCut ? readCut(text) : readJson(text);
  const value = isCut ? undefined : readNumber(text);
  return value === undefined ? TEXT : { kind: "number", value };
}

function readNumber(text: string): number | undefined {
  const special = NOT_FINITE.exec(text);
  if (special) return special[2] ? NaN : special[1] === "-" ? -Infinity : Infinity;
  return readDecimal(text);
}

const MEANT_AS_RESULT = /"(?:value|values)"\s*:/;

/** Not every line that begins with a brace is meant as a result. */
function readCut(text: string): PrintedLine {
  if (!MEANT_AS_RESULT.test(text)) return TEXT;
  return { kind: "damaged", why: `a JSON line of more than ${text.length} characters` };
}

function readJson(text: string): PrintedLine {
  const parsed = parseJson(text);
  if (parsed !== undefined) return readFields(parsed, text);
  return MEANT_AS_RESULT.test(text)
    ? { kind: "damaged", why: `a JSON line that is cut or malformed, ${show(text)}` }
    : TEXT;
}

/** Numbers that JSON does not know, as Python and others write them. */
const BARE_SPECIAL = /([:[,]\s*)(NaN|-?Infinity)(?=\s*[,\]}])/g;

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  for (const candidate of [text, text.replace(BARE_SPECIAL, '$1"$2"')]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next one.
    }
  }
}

function readFields(fields: Readonly<Record<string, unknown>>, text: string): PrintedLine {
  const has = (name: string) => Object.hasOwn(fields, name);
  if (!has("value") && !has("values")) return TEXT;
  const refuse = (rule: string): PrintedLine => ({
    kind: "damaged",
    why: `a JSON line whose ${rule}, ${show(text)}`,
  });
  if (has("value") && has("values")) return refuse(`fields must not be both "value" and "values"`);
  const value = has("value") ? toNumber(fields.value) : toNumbers(fields.values);
  if (value === undefined || (typeof value === "object" && value.length === 0)) {
    return refuse(
      has("value")
        ? `"value" must be a number`
        : `"values" must be an array of at least one number`,
    );
  }
  if (has("step")) {
    return readStep(fields.step, value) ?? refuse(`"step" must be an integer with one "value"`);
  }
  if (!has("constraints")) return { kind: "result", value };
  const constraints = toNumbers(fields.constraints);
  if (constraints === undefined) return refuse(`"constraints" must be an array of numbers`);
  const responses = typeof value === "number" ? { value } : { values: value };
  return { kind: "result", value: { ...responses, constraints } };
}

function readStep(step: unknown, value: number | readonly number[]): PrintedLine | undefined {
  if (!Number.isSafeInteger(step) || typeof value !== "number") return undefined;
  return { kind: "step", step: step as number, value };
}

/** `null` is how JavaScript writes what is no number. */
function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (value === null) return NaN;
  return value === "NaN" || value === "Infinity" || value === "-Infinity"
    ? Number(value)
    : undefined;
}

function toNumbers(values: unknown): number[] | undefined {
  if (!Array.isArray(values)) return undefined;
  const numbers = values.map(toNumber).filter((value) => value !== undefined);
  return numbers.length === values.length ? numbers : undefined;
}

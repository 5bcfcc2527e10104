/**
 * Arguments with variables in braces: `--lr={learningRate}`. A brace that is meant as such is doubled,
 * so that each text has one meaning.
 *
 * @module
 */

/** A text as it is, or the name of what stands in its place. */
export type Part = string | { readonly name: string };

const TOKEN = /\{\{|\}\}|\{[^{}]*\}|[^{}]+/y;

/**
 * Splits an argument at its placeholders.
 *
 * @returns The parts; undefined if a brace has no partner.
 */
export function parsePlaceholders(argument: string): Part[] | undefined {
  const parts: Part[] = [];
  for (let at = 0; at < argument.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(argument)?.[0];
    if (token === undefined) return undefined;
    if (token === "{{" || token === "}}") parts.push(token[0]);
    else parts.push(token.startsWith("{") ? { name: token.slice(1, -1) } : token);
  }
  return parts;
}

/**
 * Puts values in the place of names.
 *
 * @returns The argument; undefined if a name has no value.
 */
export function fillPlaceholders(
  parts: readonly Part[],
  valueOf: (name: string) => string | undefined,
): string | undefined {
  const texts = parts.map((part) => typeof part === "string" ? part : valueOf(part.name));
  return texts.includes(undefined) ? undefined : texts.join("");
}

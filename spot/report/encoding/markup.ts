/** Text for HTML and XML, and data for a script element. @module */
import { stripVTControlCharacters } from "node:util";
import { spellOut } from "./printable.ts";

/** Escapes text for HTML, also in attributes; colours of terminals go, line breaks stay. */
export function escapeHtml(text: string): string {
  return spellOut(stripVTControlCharacters(text), "\n\t")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Data for a script element: no `<` can end it, and no line separator a statement. */
export function toScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Spells out what XML cannot hold in a document whose markup is escaped already. */
export function toXml(document: string): string {
  return spellOut(document, "\n\t");
}

/** Visible text: characters that are invisible, or control a terminal, are spelled out. @module */
import { stripVTControlCharacters } from "node:util";

/**
 * Control characters (colours of terminals begin with one), line and paragraph separators, lone
 * surrogates, noncharacters, and what is invisible or changes the direction of writing. Kept are the
 * joiners, variation selectors and tags of which scripts and emoji are composed.
 */
const unseen =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{NChar}]|(?![\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}])\p{DI}/gu;

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A name as one visible line: unseen characters as JSON spells them; names that are empty, blank or
 * padded stand in quotes. A printable name stays as it is.
 */
export function printable(name: string): string {
  const seen = spellOut(name);
  return seen !== "" && seen === seen.trim() ? seen : `"${seen}"`;
}

/** A message as one visible line, without the colours and cursor movements of terminals. */
export function printableMessage(message: string): string {
  return spellOut(stripVTControlCharacters(message).trim());
}

/** Spells out what cannot be seen, but for the characters to keep. */
export function spellOut(text: string, keep = ""): string {
  return text.replace(
    unseen,
    (character) => keep.includes(character) ? character : spell(character),
  );
}

function spell(character: string): string {
  const code = character.codePointAt(0)!;
  const digits = code.toString(16).padStart(4, "0");
  return short[character] ?? (code > 0xffff ? `\\u{${digits}}` : `\\u${digits}`);
}

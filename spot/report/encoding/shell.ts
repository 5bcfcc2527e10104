/** Words of a command line for a shell. @module */

const PLAIN = /^[\w@%+=:,./-]+$/;

/** A word as POSIX shells take it back, in quotes where it needs them. */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command line that starts a program with these words. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}

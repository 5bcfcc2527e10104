/** Words of a command line for a POSIX shell, and for fish. @module */

const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;
const PLAIN_PROGRAM = /^[\w@%+:,./-]+$/;

/** A command line that starts a program with these words, in quotes where a shell would change them. */
export function shellLine(words: readonly string[]): string {
  return words.map((word, i) => {
    const isPlain = (i === 0 ? PLAIN_PROGRAM : PLAIN).test(word);
    return isPlain ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  }).join(" ");
}

/** A word in fish's quotes, in which a backslash is one only before a backslash or a quote. */
export function fishWord(word: string): string {
  return `'${word.replace(/[\\']/g, "\\$&")}'`;
}

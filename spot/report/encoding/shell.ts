/** Words of a command line for a POSIX shell. @module */

const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;
const PLAIN_PROGRAM = /^[\w@%+:,./-]+$/;

/** A command line that starts a program with these words, in quotes where a shell would change them. */
export function shellLine(words: readonly string[]): string {
  return words.map((word, i) => {
    const isPlain = (i === 0 ? PLAIN_PROGRAM : PLAIN).test(word);
    return isPlain ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  }).join(" ");
}

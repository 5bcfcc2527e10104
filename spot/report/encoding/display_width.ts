/** How many columns text takes in a terminal, and text that takes fewer. @module */

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const plain = /^[\x20-\x7e]*$/;
/** Drawn in two columns: emoji, and the wide forms of East Asian scripts. */
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const LONGEST_GRAPHEME = 32;

/** The number of columns. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  return graphemesOf(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0);
}

/** Fills up with blanks on one side. */
export function padTo(text: string, width: number, side: "start" | "end"): string {
  const blanks = " ".repeat(Math.max(0, width - displayWidth(text)));
  return side === "start" ? blanks + text : text + blanks;
}

/** Leaves out the middle of a text that takes more columns than wanted: its end tells it apart, too. */
export function shortenToWidth(text: string, most: number): string {
  if (text.length <= most && plain.test(text)) return text;
  // More than can be drawn needs no segmentation: a text may be very long.
  const ends = LONGEST_GRAPHEME * most;
  const graphemes = text.length <= 2 * ends
    ? graphemesOf(text)
    : [...graphemesOf(text.slice(0, ends)), ...graphemesOf(text.slice(-ends))];
  const drawn = graphemes.map((grapheme) =>
    grapheme.length > LONGEST_GRAPHEME ? "\ufffd" : grapheme
  );
  if (text.length <= 2 * ends && sum(drawn) <= most) return drawn.join("");
  const head = take(drawn, Math.ceil((most - 1) / 2));
  const tail = take(drawn.toReversed(), Math.floor((most - 1) / 2)).reverse();
  return `${head.join("")}…${tail.join("")}`;
}

function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function widthOf(grapheme: string): number {
  return wide.test(grapheme) ? 2 : 1;
}

function sum(graphemes: readonly string[]): number {
  return graphemes.reduce((total, grapheme) => total + widthOf(grapheme), 0);
}

function take(graphemes: readonly string[], most: number): string[] {
  let width = 0;
  const end = graphemes.findIndex((grapheme) => (width += widthOf(grapheme)) > most);
  return graphemes.slice(0, end < 0 ? graphemes.length : end);
}

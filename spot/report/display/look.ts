/**
 * How values show themselves: in a notebook as the last value of a cell, elsewhere as text.
 *
 * @see https://docs.deno.com/runtime/reference/cli/jupyter/ for the symbol that the kernel looks for.
 *
 * @module
 */

/** Texts of one thing by media type: a notebook shows the richest that it can. */
export type MediaBundle = Readonly<Record<string, string>>;

/** The looks of a value, made when somebody looks. */
export interface Look {
  /** For terminals, and for notebooks that can show nothing else. */
  readonly text: () => string;
  /** For notebooks. */
  readonly media: () => MediaBundle | Promise<MediaBundle>;
}

/**
 * Gives a value its look. As data it stays what it was: JSON, copies, loops and comparisons do not see
 * what is added.
 */
export function withLook<T extends object>(value: T, { text, media }: Look): T {
  const show = async (): Promise<MediaBundle> => ({ ...await media(), "text/plain": text() });
  return Object.defineProperties(value, {
    [Symbol.for("Jupyter.display")]: { value: show },
    [Symbol.for("Deno.customInspect")]: { value: text },
    toString: { value: text },
  });
}

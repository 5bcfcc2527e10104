/** Figures show themselves. @module */
import { type MediaBundle, withLook } from "../display/look.ts";
import type { Figure } from "./figure.ts";

/**
 * Gives a figure its look.
 *
 * @param figure The specification; its `description` is the figure for those who do not see it.
 */
export function withFigureLook(figure: Figure & { readonly description: string }): Figure {
  return withLook(figure, {
    text: () => figure.description,
    media: async (): Promise<MediaBundle> => {
      // Here, as drawing needs much that tables and records do without.
      const { toSvg } = await import("./figure.ts");
      return { "image/svg+xml": await toSvg(figure) };
    },
  });
}

/** Figures as users see them, for tests. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Figure, toSvg, toVega } from "../../spot/report/figures/figure.ts";

/** Draws a figure: no warning, nothing missing, and these texts in it. */
export async function assertDrawn(figure: Figure, texts: readonly string[]): Promise<void> {
  const warnings: string[] = [];
  toVega(figure, (message) => warnings.push(message));
  assertEquals(warnings, []);
  const svg = await toSvg(figure);
  assertMatch(svg, /^<svg [\s\S]*<\/svg>$/);
  assert(!/NaN|undefined/.test(svg), "a place or a text is missing");
  for (const text of texts) assertStringIncludes(svg, `>${text}<`);
}

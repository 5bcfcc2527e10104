/** Figures: Vega-Lite specifications made from records, drawn as SVG or as interactive HTML. @module */
import { parse, type Spec, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { escapeHtml, toXml } from "../encoding/markup.ts";
import { printError } from "../../core/options/notify.ts";
import { theme } from "./theme.ts";

/** A figure: a Vega-Lite specification with its data, as plain data. */
export type Figure = Readonly<Record<string, unknown>>;

/** Receives the warnings of the compiler. */
export type Warn = (message: string) => void;

/** The figure as Vega's own specification, which its runtime takes. */
export function toVega(figure: Figure, warn: Warn = printError): Spec {
  const logger = {
    level: () => logger,
    error: (...messages: readonly unknown[]) => tell(messages),
    warn: (...messages: readonly unknown[]) => tell(messages),
    info: () => logger,
    debug: () => logger,
  };
  const tell = (messages: readonly unknown[]) => {
    warn(messages.join(" "));
    return logger;
  };
  return compile(figure as unknown as TopLevelSpec, { config: theme, logger }).spec;
}

/**
 * Draws a figure.
 *
 * @returns An SVG document: well-formed XML, whatever the texts in the figure's data.
 */
export async function toSvg(figure: Figure): Promise<string> {
  const view = new View(parse(toVega(figure)), { renderer: "none" });
  try {
    return toXml(named(await view.toSVG(), figure.description));
  } finally {
    view.finalize();
  }
}

/** Says what is drawn, for those who do not see it. */
function named(svg: string, description: unknown): string {
  if (typeof description !== "string") return svg;
  return svg.replace("<svg ", `<svg role="img" aria-label="${escapeHtml(description)}" `);
}

/** Figures: Vega-Lite specifications made from records, drawn as SVG or as interactive HTML. @module */
import { parse, type Spec, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { toXml } from "../encoding/markup.ts";
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
    return toXml(await view.toSVG());
  } finally {
    view.finalize();
  }
}

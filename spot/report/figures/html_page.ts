/**
 * Self-contained HTML pages: text, tables and interactive figures, without any request to a server.
 *
 * @module
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { escapeHtml, toScript } from "../encoding/markup.ts";
import { type Figure, toVega } from "./figure.ts";
import { palette } from "./theme.ts";

/** A part of a page: HTML, a figure with the text below it, or several figures. */
export type Section = HtmlSection | FigureSection | FiguresSection;

/** HTML, as it is. */
export interface HtmlSection {
  /** Elements; text in them must be escaped. */
  readonly html: string;
}

/** A figure with the text below it. */
export interface FigureSection {
  /** The figure. */
  readonly figure: Figure;
  /** Text below the figure. */
  readonly caption?: string;
}

/** Figures side by side where the window is wide enough, else one below the other. */
export interface FiguresSection {
  /** The figures. */
  readonly figures: readonly Figure[];
}

/** A page. */
export interface Page {
  /** The heading. */
  readonly title: string;
  /** One line below the title. */
  readonly subtitle?: string;
  /** The parts, from the top. */
  readonly sections: readonly Section[];
}

/**
 * Makes an HTML page with the drawing runtime inside it.
 *
 * @returns The document; needs `--allow-read` of the module cache.
 */
export function toHtml({ title, subtitle, sections }: Page): string {
  const figures = sections.flatMap(figuresOf).map((figure) => toVega(figure));
  let placed = 0;
  const place = () => `<div class="figure" id="figure-${placed++}"></div>`;
  const body = sections.map((section) =>
    "html" in section ? section.html : figureHtml(section, figuresOf(section).map(place))
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${subtitle === undefined ? "" : `<p class="subtitle">${escapeHtml(subtitle)}</p>`}
${body.join("\n")}
</main>
<div id="tooltip" role="tooltip"></div>
<script>${figures.length > 0 ? vegaRuntime() : ""}</script>
<script>const figures = ${toScript(figures)};
${script}</script>
</body>
</html>
`;
}

function figuresOf(section: Section): readonly Figure[] {
  if ("html" in section) return [];
  return "figures" in section ? section.figures : [section.figure];
}

function figureHtml(section: FigureSection | FiguresSection, places: readonly string[]): string {
  if ("figures" in section) return `<figure class="row">${places.join("")}</figure>`;
  const { caption } = section;
  const text = caption === undefined ? "" : `<figcaption>${escapeHtml(caption)}</figcaption>`;
  return `<figure>${places[0]}${text}</figure>`;
}

function vegaRuntime(): string {
  // Any path will do: the module graph holds vega, and with it the place of its files.
  const entry = createRequire(join(Deno.cwd(), "page.js")).resolve("vega");
  return Deno.readTextFileSync(join(dirname(entry), "vega.min.js"));
}

const script = `
const tip = document.getElementById("tooltip");
function showTooltip(handler, event, item, value) {
  tip.style.display = value == null || value === "" ? "none" : "block";
  if (value == null || value === "") return;
  tip.replaceChildren();
  const entries = typeof value === "object" ? Object.entries(value) : [["", value]];
  for (const [name, text] of entries) {
    const row = tip.appendChild(document.createElement("div"));
    row.appendChild(document.createElement("span")).textContent = name;
    row.appendChild(document.createElement("b")).textContent = String(text);
  }
  const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
  tip.style.transform = "translate(" + left + "px," + (event.clientY + 14) + "px)";
}
figures.forEach((spec, index) => {
  const container = document.getElementById("figure-" + index);
  new vega.View(vega.parse(spec), { renderer: "svg", container, hover: true, tooltip: showTooltip })
    .runAsync();
});`;

const style = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: ${palette.ink};
  font: 15px/1.55 Inter, "Helvetica Neue", Helvetica, Arial, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 48px 24px 96px; }
h1 { font-size: 26px; font-weight: 650; letter-spacing: -0.01em; margin: 0 0 4px; }
h2 { font-size: 17px; font-weight: 650; margin: 48px 0 12px; }
.subtitle { color: ${palette.muted}; margin: 0 0 24px; }
figure { margin: 24px 0; overflow-x: auto; }
figure.row { display: flex; align-items: flex-end; flex-wrap: wrap; gap: 16px; }
figure.row svg { max-width: 100%; height: auto; }
figcaption { color: ${palette.muted}; font-size: 13px; max-width: 72ch; margin-left: 16px; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
th { text-align: left; color: ${palette.muted}; font-weight: 500; border-bottom: 1px solid ${palette.muted}; }
th, td { padding: 6px 18px 6px 0; white-space: pre; }
td { border-bottom: 1px solid ${palette.grid}; vertical-align: top; }
td:last-child { white-space: pre-wrap; }
td:last-child:not(.number) { min-width: 30ch; }
th.number, td.number { text-align: right; }
pre { overflow-x: auto; }
code { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
#tooltip { display: none; position: fixed; top: 0; left: 0; pointer-events: none; background: #fff;
  border: 1px solid ${palette.grid}; border-radius: 6px; padding: 8px 12px; font-size: 12.5px;
  box-shadow: 0 4px 16px rgb(31 41 51 / 14%); }
#tooltip div { display: flex; justify-content: space-between; gap: 16px; }
#tooltip span { color: ${palette.muted}; }
#tooltip b { font-weight: 600; }
`;

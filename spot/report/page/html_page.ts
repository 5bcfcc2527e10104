/**
 * Self-contained HTML pages: text, tables and interactive figures, without any foreign request. A page
 * that a run serves is the same document, which asks its server for newer content.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { escapeHtml, toScript } from "../encoding/markup.ts";
import { type Figure, toVega } from "../figures/figure.ts";
import { pageRuntime } from "./page_runtime.ts";
import { pageScript } from "./page_script.ts";
import { pageStyle } from "./page_style.ts";

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
export function toHtml(page: Page): string {
  return toDocument(contentOf(page));
}

/** What a document shows, and what takes its place while a run goes on. */
export interface PageContent {
  readonly title: string;
  readonly subtitle: string;
  /** HTML, with a place for each figure. */
  readonly parts: readonly string[];
  /** Specifications of the figures, in the order of their places: JSON for a script element. */
  readonly figures: string;
}

/** Makes what a document shows. */
export function contentOf({ title, subtitle = "", sections }: Page): PageContent {
  const figures = sections.flatMap(figuresOf).map((figure) => toVega(figure));
  let placed = 0;
  const parts = sections.map((section) => {
    if ("html" in section) return section.html;
    const first = placed;
    placed += figuresOf(section).length;
    return figureHtml(section, first);
  });
  return { title, subtitle, parts, figures: toScript(figures) };
}

/**
 * Makes the document. No text of a run can become a script in it: the policy names the scripts that may
 * run by their digests, and figures are drawn without making code.
 *
 * @param options `isLive`: whether it asks the server that it comes from for newer content.
 */
export function toDocument(
  { title, subtitle, parts, figures }: PageContent,
  { isLive = false }: { readonly isLive?: boolean } = {},
): string {
  const runtime = isLive || figures !== "[]" ? pageRuntime() : "";
  const policy = [
    "default-src 'none'",
    `script-src ${[runtime, pageScript].map(digestOf).join(" ")}`,
    `style-src ${digestOf(pageStyle)}`,
    "style-src-attr 'unsafe-inline'",
    `connect-src ${isLive ? "'self'" : "'none'"}`,
    ...["img-src data:", "base-uri 'none'", "form-action 'none'"],
  ];
  return `<!doctype html>
<html lang="en"${isLive ? " data-live" : ""}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
${isLive ? '<link rel="icon" href="data:,">' : ""}
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1 id="title">${escapeHtml(title)}</h1>
<p class="subtitle" id="subtitle">${escapeHtml(subtitle)}</p>
</header>
<main>
${isLive ? livePart : ""}
<div id="content">
${parts.map((part) => `<div class="part">${part}</div>`).join("\n")}
</div>
</main>
<div id="tooltip" role="tooltip"></div>
<script type="application/json" id="figures">${figures}</script>
<script>${runtime}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

const livePart = `<div id="live" role="region" aria-label="State of the run" hidden>
<progress id="progress" value="0" max="1" aria-label="Evaluations"></progress>
<p><span id="state">Connecting</span><small id="news"></small></p>
<button type="button" id="pause" aria-pressed="false">Pause updates</button>
<button type="button" id="again" hidden>Connect again</button>
</div>
<p id="announcement" class="unseen" role="status"></p>`;

function digestOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function figuresOf(section: Section): readonly Figure[] {
  if ("html" in section) return [];
  return "figures" in section ? section.figures : [section.figure];
}

/** Places for the figures of a section, which are numbered from the page's first on. */
function figureHtml(section: FigureSection | FiguresSection, first: number): string {
  const caption = "caption" in section ? section.caption : undefined;
  const name = caption === undefined ? `aria-label="Figure"` : `aria-labelledby="caption-${first}"`;
  const places = figuresOf(section).map((_, i) =>
    `<div class="figure" id="figure-${first + i}" role="img" ${name}></div>`
  ).join("");
  if ("figures" in section) return `<figure class="row">${places}</figure>`;
  const text = caption === undefined
    ? ""
    : `<figcaption id="caption-${first}">${escapeHtml(caption)}</figcaption>`;
  return `<figure>${places}${text}</figure>`;
}

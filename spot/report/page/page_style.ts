/** How pages look: on paper and on dark screens, from a phone's width on. @module */
import { darkPalette, palette } from "../figures/theme.ts";

const variables = (colours: Readonly<Record<string, string>>) =>
  Object.entries(colours).map(([name, colour]) => `--${name}: ${colour};`).join(" ");

/** The style sheet of every page. */
export const pageStyle = `
:root { color-scheme: light dark; ${variables(palette)} }
@media (prefers-color-scheme: dark) { :root { ${variables(darkPalette)} } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.55 Inter, "Helvetica Neue", Helvetica, Arial, sans-serif; }
header, main { max-width: 1040px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 48px; }
main { padding-bottom: 96px; }
h1 { font-size: 26px; font-weight: 650; letter-spacing: -0.01em; margin: 0 0 4px;
  overflow-wrap: anywhere; }
h2 { font-size: 17px; font-weight: 650; margin: 40px 0 12px; overflow-wrap: anywhere; }
p, li { overflow-wrap: anywhere; }
.subtitle { color: var(--muted); margin: 0 0 24px; }
[hidden] { display: none !important; }
#live { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center;
  gap: 6px 16px; padding: 10px 0; margin: 0 0 8px; background: var(--paper);
  border-bottom: 1px solid var(--grid); }
#live p { margin: 0; flex: 1 1 24ch; font-variant-numeric: tabular-nums; }
#live progress { width: 160px; height: 10px; accent-color: var(--blue); }
#live small { display: block; color: var(--muted); font-size: 13px; }
button { font: inherit; font-size: 13px; color: var(--ink); background: var(--paper);
  border: 1px solid var(--muted); border-radius: 6px; padding: 4px 12px; cursor: pointer; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
figure { margin: 12px 0 24px; }
.figure { overflow-x: auto; }
figure.row { display: flex; align-items: flex-end; flex-wrap: wrap; gap: 16px; }
figure.row svg { max-width: 100%; height: auto; }
figcaption { color: var(--muted); font-size: 13px; max-width: 72ch; margin-left: 16px; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
th { text-align: left; color: var(--muted); font-weight: 500; border-bottom: 1px solid var(--muted); }
th, td { padding: 6px 18px 6px 0; white-space: pre; }
td { border-bottom: 1px solid var(--grid); vertical-align: top; }
td:last-child { white-space: pre-wrap; overflow-wrap: anywhere; }
td:last-child:not(.number) { min-width: 30ch; }
th.number, td.number { text-align: right; }
pre { overflow-x: auto; }
code { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
#tooltip { display: none; position: fixed; top: 0; left: 0; z-index: 2; pointer-events: none;
  background: var(--paper); border: 1px solid var(--muted); border-radius: 6px; padding: 8px 12px;
  font-size: 12.5px; max-width: min(60ch, 90vw); overflow-wrap: anywhere;
  box-shadow: 0 4px 16px rgb(0 0 0 / 18%); }
#tooltip div { display: flex; justify-content: space-between; gap: 16px; }
#tooltip span { color: var(--muted); }
#tooltip b { font-weight: 600; }
@media (max-width: 600px) {
  header, main { padding-left: 14px; padding-right: 14px; }
  header { padding-top: 20px; }
  h1 { font-size: 21px; }
  figcaption { margin-left: 0; }
  #live progress { width: 100%; }
}
@media print { #live { display: none; } }
`;

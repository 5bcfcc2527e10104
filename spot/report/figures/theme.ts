/** How figures look: one typeface, thin grey axes, few colours. @module */
import type { Config } from "vega-lite";

/** The colours of figures: distinguishable in print and with colour-blind eyes. */
export const palette = {
  ink: "#1f2933",
  muted: "#6b7785",
  grid: "#e6e9ee",
  blue: "#2a6f97",
  orange: "#d1732a",
  green: "#4a8c5c",
  violet: "#7a5195",
  red: "#c0392b",
  paper: "#ffffff",
  faint: "#e3e8ee",
} as const;

/** The same colours on a dark page. */
export const darkPalette: Readonly<Record<keyof typeof palette, string>> = {
  ink: "#e6eaef",
  muted: "#9aa7b4",
  grid: "#2c3642",
  blue: "#6db3dd",
  orange: "#e8975a",
  green: "#7cc090",
  violet: "#b48ccb",
  red: "#ef7b6c",
  paper: "#14191f",
  faint: "#2f3a46",
};

/** The colours of series, in their order. */
export const seriesColours = [
  palette.blue,
  palette.orange,
  palette.green,
  palette.violet,
  palette.red,
] as const;

const font = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** The theme of every figure. */
export const theme: Config = {
  background: palette.paper,
  padding: 16,
  font,
  view: { stroke: null },
  title: { fontSize: 14, fontWeight: 600, color: palette.ink, anchor: "start", offset: 14 },
  axis: {
    labelColor: palette.muted,
    labelFontSize: 11,
    titleColor: palette.ink,
    titleFontSize: 12,
    titleFontWeight: 500,
    titlePadding: 10,
    gridColor: palette.grid,
    domainColor: palette.muted,
    tickColor: palette.muted,
    tickSize: 4,
  },
  legend: {
    labelColor: palette.ink,
    labelFontSize: 12,
    titleColor: palette.muted,
    titleFontWeight: 500,
    symbolStrokeWidth: 2,
  },
  range: { category: [...seriesColours] },
};

const LARGE = 1e12;
const SMALL = 1e-4;

/**
 * Plain decimals, or exponents where they would be long; the drawing runtime writes as many digits
 * as tell the ticks apart.
 *
 * @param values Numbers on the axis.
 */
export function axisFormat(values: readonly number[]): { readonly format?: string } {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest >= LARGE || largest > 0 && largest < SMALL) return { format: "~e" };
  // The one tick of a constant has no neighbour: without a format it would get six decimals.
  return values.every((value) => value === values[0]) ? { format: ",~f" } : {};
}

/** Axes of hyperparameters; levels and a few integers are bands, one for each value. @module */
import { toConfiguration, type Variable } from "../../../backends/objective/variable.ts";
import { isDiscrete, levelCount } from "../../space/search_space.ts";

const MOST_BANDS = 16;

/** Tells whether a variable is drawn as one band per value. */
export function isBanded(variable: Variable): boolean {
  return isDiscrete(variable) && levelCount(variable) <= MOST_BANDS;
}

/** The value of a variable as people read it: after its transform, a factor by its level. */
export function readable(variable: Variable, value: number): string {
  const { name } = variable;
  const spread = variable.lower === variable.upper
    ? { ...variable, upper: variable.upper + 1 }
    : variable;
  const shown = toConfiguration([spread], [value])[name];
  return typeof shown === "number" ? String(Number(shown.toPrecision(4))) : shown;
}

/** The values of a banded variable, in search units. */
export function bandValues({ lower, upper }: Variable): number[] {
  return Array.from({ length: upper - lower + 1 }, (_, i) => lower + i);
}

/** The stretch of a variable's axis, in search units: bands reach half a unit to both sides. */
export function extentOf(variable: Variable): [number, number] {
  const { lower, upper } = variable;
  return isBanded(variable) ? [lower - 0.5, upper + 0.5] : [lower, upper];
}

/** The encoding of a variable's axis, in search units; bands are labelled as people read them. */
export function variableAxis(field: string, variable: Variable): Record<string, unknown> {
  const { name, transform } = variable;
  const banded = isBanded(variable);
  const isBefore = !banded && transform !== "none";
  return {
    field,
    type: "quantitative",
    title: isBefore ? `${name} (before ${transform})` : name,
    scale: { domain: extentOf(variable), nice: false, zero: false },
    axis: { grid: false, ...(banded && bandLabels(variable)) },
  };
}

function bandLabels(variable: Variable): object {
  const values = bandValues(variable);
  const labels = Object.fromEntries(values.map((value) => [value, readable(variable, value)]));
  return { values, labelExpr: `${JSON.stringify(labels)}[datum.value]` };
}

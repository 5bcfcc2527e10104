/**
 * Axes of hyperparameters. Levels and a few integers are bands, one for each value; many integers are
 * steps; other numbers are continuous. Nothing is ever drawn between two values of a discrete one.
 *
 * Names and levels reach the drawing runtime as data only, never as a part of its language.
 *
 * @module
 */
import { transforms, type Variable } from "../../core/space/variable.ts";
import {
  fromScale,
  isDiscrete,
  levelCount,
  scaleWidth,
  toScale,
} from "../../core/space/search_space.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { numberTexts } from "../../core/exact/number_text.ts";
import { axisFormat } from "./theme.ts";

/** More integers than these are steps. */
const MOST_INTEGER_BANDS = 16;
/** More levels than these cannot be drawn beside each other. */
const MOST_BANDS = 60;
const CELLS = 36;
const LONGEST_TITLE = 60;
const LONGEST_LABEL = 24;
/** Pixels: what a band needs, so that its label can be read, and a column of a label takes. */
const BAND = 11;
const LETTER = 6;

/** The axis of one hyperparameter, cut into cells. */
export interface VariableAxis {
  readonly variable: Variable;
  readonly kind: "bands" | "steps" | "continuous";
  /** The value at which each cell is drawn, in search units: one that the variable can take. */
  readonly values: readonly number[];
  /** The cells' ends on the axis; one more than values. */
  readonly edges: readonly number[];
  /** Where a value stands on the axis; undefined if it is not shown. */
  readonly place: (value: number) => number | undefined;
}

/**
 * Makes the axis of a free hyperparameter.
 *
 * @param used Values in search units, from the best result on: which levels are shown of too many.
 */
export function variableAxis(variable: Variable, used: readonly number[]): VariableAxis {
  if (isBanded(variable)) return bands(variable, bandValues(variable, used));
  return isDiscrete(variable) ? steps(variable) : continuous(variable);
}

/** Tells whether a variable is drawn as one band per value. */
export function isBanded(variable: Variable): boolean {
  return variable.levels !== undefined ||
    isDiscrete(variable) && levelCount(variable) <= MOST_INTEGER_BANDS;
}

function bandValues(variable: Variable, used: readonly number[]): number[] {
  if (levelCount(variable) <= MOST_BANDS) return allValues(variable);
  return [...new Set(used)].slice(0, MOST_BANDS).sort((a, b) => a - b);
}

/** All values of a discrete variable, in search units. */
export function allValues({ lower, upper }: Variable): number[] {
  return Array.from({ length: upper - lower + 1 }, (_, i) => lower + i);
}

function bands(variable: Variable, values: readonly number[]): VariableAxis {
  const places = new Map(values.map((value, band) => [value, band]));
  const edges = Array.from({ length: values.length + 1 }, (_, band) => band - 0.5);
  return { variable, kind: "bands", values, edges, place: (value) => places.get(value) };
}

/** Integers in order: each cell stands for those around its value. */
function steps(variable: Variable): VariableAxis {
  const firsts = variable.scale === "log" ? logFirsts(variable) : linearFirsts(variable);
  return {
    variable,
    kind: "steps",
    values: firsts.slice(1).map((next, i) => Math.floor((firsts[i] + next - 1) / 2)),
    edges: firsts.map((first) => first - 0.5),
    place: (value) => value,
  };
}

/** The first integer of each cell, and the one behind the last. */
function linearFirsts(variable: Variable): number[] {
  const count = levelCount(variable);
  const cells = Math.min(count, MOST_BANDS);
  return Array.from(
    { length: cells + 1 },
    (_, cell) => variable.lower + Math.floor(cell * count / cells),
  );
}

function logFirsts(variable: Variable): number[] {
  const places = Array.from(
    { length: MOST_BANDS },
    (_, cell) => onScale(variable, cell / MOST_BANDS),
  );
  return [...new Set(places), variable.upper + 1];
}

/** The value at a share of a variable's range on its scale. */
function onScale(variable: Variable, share: number): number {
  return fromScale(variable, toScale(variable, variable.lower) + share * scaleWidth(variable));
}

function continuous(variable: Variable): VariableAxis {
  const at = (cell: number) => onScale(variable, cell / CELLS);
  return {
    variable,
    kind: "continuous",
    values: Array.from({ length: CELLS }, (_, i) => at(i + 0.5)),
    edges: Array.from({ length: CELLS + 1 }, (_, i) => at(i)),
    place: (value) => value,
  };
}

/**
 * Values of a variable as people read them, after its transform: levels by name, integers exact,
 * numbers by as many digits as tell them apart.
 */
export function valueTexts(variable: Variable, values: readonly number[], digits = 4): string[] {
  const { levels, transform = "none" } = variable;
  if (levels === undefined) return numberTexts(values.map(transforms[transform]), digits);
  const labels = labelsOf(levels.map(String), { most: LONGEST_LABEL });
  return values.map((value) => labels[value]);
}

/** The length of an axis in pixels: at least the given one. */
export function lengthOf({ kind, values }: VariableAxis, least: number): number {
  return kind === "bands" ? Math.max(least, BAND * values.length) : least;
}

/** The texts of an axis as parameters of the figure, by which its encoding finds them. */
export function textParameters(field: "x" | "y", axis: VariableAxis): object[] {
  const title = { name: `${field}Title`, value: titleOf(axis) };
  if (axis.kind !== "bands") return [title];
  return [title, { name: `${field}Labels`, value: valueTexts(axis.variable, axis.values) }];
}

/** The encoding of an axis. */
export function axisEncoding(field: "x" | "y", axis: VariableAxis, length: number): object {
  const { kind, edges, variable } = axis;
  const isLog = kind !== "bands" && variable.scale === "log";
  return {
    field,
    type: "quantitative",
    scale: {
      domain: [edges[0], edges[edges.length - 1]],
      nice: false,
      ...(isLog ? { type: "log" } : { zero: false }),
    },
    axis: {
      // The compiler takes literal titles for keys of objects: "constructor" made it fail.
      title: { signal: `${field}Title` },
      grid: false,
      titleLimit: length,
      ...(isLog && { format: "~g", labelOverlap: "greedy" }),
      ...(kind === "continuous" && !isLog && axisFormat(edges)),
      ...(kind === "steps" && !isLog && { tickMinStep: 1, format: ",d" }),
      ...(kind === "bands" && bandLabels(field, axis, length)),
    },
  };
}

function titleOf({ variable, kind, values }: VariableAxis): string {
  const [name] = labelsOf([variable.name], { most: LONGEST_TITLE });
  const { transform = "none" } = variable;
  if (kind !== "bands") return transform === "none" ? name : `${name} (before ${transform})`;
  const count = levelCount(variable);
  return values.length < count ? `${name} (the best ${values.length} of ${count} levels)` : name;
}

function bandLabels(field: "x" | "y", { variable, values }: VariableAxis, length: number): object {
  const longest = Math.max(...valueTexts(variable, values).map((text) => text.length));
  const crowded = field === "x" && LETTER * (longest + 2) > length / values.length;
  return {
    values: values.map((_, band) => band),
    labelExpr: `${field}Labels[datum.value]`,
    labelOverlap: false,
    labelLimit: 0,
    ...(length / values.length < 2 * BAND && { labelFontSize: 9 }),
    ...(crowded && { labelAngle: -90 }),
  };
}

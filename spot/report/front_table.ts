/** The Pareto front as a table: for people, and as comma-separated text. @module */
import { numberTexts } from "../core/exact/number_text.ts";
import { type FrontPoint, paretoFront as findFront } from "../front.ts";
import type { Configuration, Level } from "../core/space/variable.ts";
import type { RunRecord } from "../record.ts";
import { toCsv } from "./encoding/csv.ts";
import { distinctNames } from "./encoding/distinct_names.ts";
import { printable } from "./encoding/printable.ts";
import { withTableLook } from "./display/table_look.ts";

/**
 * Finds the Pareto front of a run: the points that keep all constraints and that no other such point
 * dominates, as it is nowhere worse and somewhere better.
 *
 * @returns The points, best in the first objective first; none if no row succeeded. Notebooks show them
 * as the table of the front.
 * @throws {RangeError} If the run had not several `objectives`.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { paretoFront } from "@spot/spot/report";
 *
 * const objectives = [{ name: "error" }, { name: "speed", direction: "maximize" }] as const;
 * const funControl = funControlInit({ lower: [0, 0], upper: [1, 1], funEvals: 15, objectives });
 * const spot = await new Spot({ fun: ([a, b]) => [a * a + b, a - b * b], funControl }).run();
 * for (const { values: [error, speed], configuration } of paretoFront(spot.record)) {
 *   console.log(error, speed, configuration);
 * }
 * ```
 */
export function paretoFront<C extends Configuration>(record: RunRecord<C>): FrontPoint<C>[] {
  return withTableLook(findFront(record), () => frontCells(record));
}

/** The front of a run, row by row. */
export interface FrontTable {
  /** The objectives' names, then the hyperparameters', then the constraints: all different. */
  readonly header: readonly string[];
  /** One row per point of the front, best in the first objective first. */
  readonly rows: readonly (readonly Level[])[];
}

/**
 * Makes the table of the Pareto front: the objectives as they are returned, every hyperparameter after its
 * transform, and the constraints.
 *
 * @throws {RangeError} If the run had not several `objectives`.
 */
export function frontTable(record: RunRecord): FrontTable {
  const { header, rows } = frontValues(record);
  const table = { header, rows: rows.map((row) => row.map((value) => value ?? "")) };
  return withTableLook(table, () => frontCells(record));
}

/** The same, undefined where a hyperparameter is inactive. */
function frontValues(record: RunRecord) {
  const points = findFront(record);
  const names = record.variables.map(({ name }) => name);
  const objectives = (record.objectives ?? []).map(({ name }) => name);
  const constraints = (points[0]?.constraints ?? []).map((_, j) => `constraint ${j + 1}`);
  return {
    header: distinctNames([...objectives, ...names, ...constraints]),
    rows: points.map((point) => [...point.values, ...levelsOf(point, names), ...point.constraints]),
  };
}

function levelsOf({ configuration }: FrontPoint, names: readonly string[]): (Level | undefined)[] {
  return names.map((name) => configuration[name]);
}

/** Writes the front as comma-separated text, with exact numbers, as `rowsCsv` writes the rows. */
export function frontCsv(record: RunRecord): string {
  const { header, rows } = frontTable(record);
  return toCsv(header, rows);
}

/** The front for people: numbers by as many digits as tell those of a column apart. */
export function frontCells(record: RunRecord): FrontTable & { readonly rows: string[][] } {
  const { header, rows } = frontValues(record);
  const columns = header.map((_, j) => columnTexts(rows.map((row) => row[j])));
  return { header, rows: rows.map((_, i) => columns.map((column) => column[i])) };
}

function columnTexts(column: readonly (Level | undefined)[]): string[] {
  const numbers = column.filter((value) => typeof value === "number");
  const texts = new Map(numberTexts(numbers, 4).map((text, i) => [numbers[i], text]));
  return column.map((value) => {
    if (value === undefined) return "inactive";
    return typeof value === "number" ? texts.get(value)! : printable(String(value));
  });
}

/** The front of a run of several objectives, and its reference point. @module */
import { numberText } from "./core/exact/number_text.ts";
import { minimized, nonDominatedRows } from "./goal/dominance.ts";
import { chooseReferencePoint } from "./goal/reference_point.ts";
import { comparableRows, hasFront } from "./incumbent.ts";
import {
  constraintStatistics,
  pointStatistics,
  statisticsOf,
  toIsInitial,
} from "./noise/points.ts";
import type { RowRecord, RunRecord } from "./record.ts";
import { toConfiguration } from "./core/space/configuration.ts";
import type { Configuration } from "./core/space/variable.ts";

/** A point with several responses. */
export interface ObjectivePoint {
  /** One value per free variable, in search units. */
  readonly x: readonly number[];
  /** One value per objective, as it was returned; of replicates the means. */
  readonly values: readonly number[];
  /** The same, all to be minimised. */
  readonly minimized: readonly number[];
  /** One value per constraint. */
  readonly constraints: readonly number[];
  /** Whether it keeps all constraints. */
  readonly isFeasible: boolean;
  /** Whether it was not proposed, but part of the beginning. */
  readonly isInitial: boolean;
}

/** The distinct points of rows that did not fail, of the largest budget, in the order of their first rows. */
export function objectivePoints({ rows: all, objectives = [] }: RunRecord): ObjectivePoint[] {
  const rows = comparableRows(all);
  const columns = objectives.map((_, j) => statisticsOf(rows, responseOf(j)));
  const constraintColumns = constraintStatistics(rows);
  const isInitial = toIsInitial(rows);
  return pointStatistics(rows).flatMap(({ x, replicates }, i) => {
    if (replicates === 0) return [];
    const values = columns.map((column) => column[i].mean);
    const constraints = constraintColumns.map((column) => column[i].mean);
    return {
      ...{ x, values, constraints },
      minimized: minimized(values, objectives),
      isFeasible: constraints.every((value) => value <= 0),
      isInitial: isInitial({ x }),
    };
  });
}

/** A response of rows that did not fail. */
const responseOf = (j: number) => ({ y, responses }: RowRecord) =>
  Number.isFinite(y) ? responses[j] : NaN;

/** A point of the Pareto front. */
export interface FrontPoint<C extends Configuration = Configuration> {
  /** One value per free variable, in search units. */
  readonly x: readonly number[];
  /** All variables by name, after transforms, fixed ones too. */
  readonly configuration: C;
  /** One value per objective, as it was returned; of replicates the means. */
  readonly values: readonly number[];
  /** One value per constraint, all at most 0; none if there are no constraints. */
  readonly constraints: readonly number[];
}

/**
 * Finds the Pareto front of a run: the points that keep all constraints and that no other such point
 * dominates, as it is nowhere worse and somewhere better.
 *
 * @returns The points, best in the first objective first; none if no row succeeded.
 * @throws {RangeError} If the run had not several `objectives`.
 */
export function paretoFront<C extends Configuration>(record: RunRecord<C>): FrontPoint<C>[] {
  checkObjectives("find the Pareto front", record);
  const points = objectivePoints(record).filter(({ isFeasible }) => isFeasible);
  const front = nonDominatedRows(points.map(({ minimized }) => minimized)).map((i) => points[i]);
  return front
    .sort((a, b) => a.minimized[0] - b.minimized[0] || a.minimized[1] - b.minimized[1])
    .map(({ x, values, constraints }) => ({
      ...{ x, values, constraints },
      configuration: toConfiguration(record.variables, x) as C,
    }));
}

/** Refuses a run of one objective. */
export function checkObjectives(action: string, record: RunRecord): void {
  if (hasFront(record)) return;
  throw new RangeError(
    `Cannot ${action} as the run must have several 'objectives': current number is ${
      record.objectives?.length ?? 1
    }`,
  );
}

/** The reference point of a run, as its objectives are returned: given, or chosen from all rows. */
export function referencePointOf(record: RunRecord): readonly number[] | undefined {
  const { referencePoint, objectives = [] } = record;
  if (referencePoint) return referencePoint;
  const points = objectivePoints(record);
  const chosen = chooseReferencePoint(points.map(({ minimized }) => minimized), {
    initial: [...points.keys()].filter((i) => points[i].isInitial),
    feasible: [...points.keys()].filter((i) => points[i].isFeasible),
  });
  return chosen && minimized(chosen, objectives);
}

/** What the user of several objectives is told of the reference point. */
export function frontNotices(record: RunRecord): string[] {
  if (!hasFront(record)) return [];
  const reference = referencePointOf(record);
  if (!reference) return [];
  const { objectives = [], referencePoint } = record;
  const texts = objectives.map(({ name }, j) => `${name} ${numberText(reference[j])}`);
  const inUse = minimized(reference, objectives);
  const isOutside = objectivePoints(record).some(({ isFeasible, minimized }) =>
    isFeasible && minimized.every((value, j) => value < inUse[j])
  );
  const hint = "('referencePoint' should be worse than the points that are looked for)";
  return [
    `The reference point was ${referencePoint ? "given" : "chosen from the rows"}: ${
      texts.join(", ")
    }`,
    ...(isOutside ? [] : [
      "No row that keeps all constraints is better than the reference point in every objective: the " +
      `hypervolume is 0${referencePoint ? ` ${hint}` : ""}`,
    ]),
  ];
}

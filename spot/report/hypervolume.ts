/** How much of the space of objectives a run's points dominate. @module */
import { checkOptionNames, show } from "../core/options/options.ts";
import { checkObjectives, objectivePoints, referencePointOf } from "../front.ts";
import { comparableRows } from "../incumbent.ts";
import { dominatedVolume } from "../goal/dominated_volume.ts";
import { minimized } from "../goal/dominance.ts";
import { isFeasible, type RunRecord } from "../record.ts";

/** Options of {@linkcode hypervolume}. */
export interface HypervolumeOptions {
  /**
   * The point up to which it is measured, one number per objective as it is returned.
   * @default {the run's own: the given one, or one chosen from all rows}
   */
  readonly referencePoint?: readonly number[];
}

/**
 * Measures the hypervolume of a run: the volume between the reference point and the points that keep all
 * constraints, exact for any number of objectives. Points that are not better than the reference point
 * in every objective add nothing.
 *
 * @returns The volume, in the product of the objectives' units; 0 if no point adds anything.
 * @throws {RangeError} If the run had not several `objectives`, or the reference point has not one finite
 * number per objective.
 * @see L. While, L. Bradstreet, L. Barone (2012), "A fast way of calculating exact hypervolumes", IEEE
 * Transactions on Evolutionary Computation 16(1).
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { hypervolume } from "@spot/spot/report";
 *
 * const objectives = [{ name: "error" }, { name: "cost" }];
 * const funControl = funControlInit({ lower: [0, 0], upper: [1, 1], funEvals: 15, objectives });
 * const spot = await new Spot({ fun: ([a, b]) => [a * a + b, 1 - a + b], funControl }).run();
 * console.log(hypervolume(spot.record, { referencePoint: [2, 2] }));
 * ```
 */
export function hypervolume(record: RunRecord, options: HypervolumeOptions = {}): number {
  const reference = resolveReference("compute the hypervolume", record, options);
  if (!reference) return 0;
  const points = objectivePoints(record).filter(({ isFeasible }) => isFeasible);
  return dominatedVolume(points.map(({ minimized }) => minimized), reference);
}

/** The hypervolume after each row, in submission order. */
export function hypervolumes(record: RunRecord, options: HypervolumeOptions = {}): number[] {
  const reference = resolveReference("compute hypervolumes", record, options);
  const { rows, objectives = [] } = record;
  if (!reference) return rows.map(() => 0);
  const comparable = new Set(comparableRows(rows));
  const known: number[][] = [];
  return rows.map((row, i) => {
    if (record.noise) {
      const known = rows.slice(0, i + 1).filter((row) => comparable.has(row));
      const part = { ...record, rows: known, referencePoint: undefined };
      return hypervolume(part, { referencePoint: minimized(reference, objectives) });
    }
    if (comparable.has(row) && isFeasible(row)) known.push(minimized(row.responses, objectives));
    return dominatedVolume(known, reference);
  });
}

/** To be minimised. */
function resolveReference(
  action: string,
  record: RunRecord,
  options: HypervolumeOptions,
): number[] | undefined {
  checkOptionNames(action, options, ["referencePoint"]);
  checkObjectives(action, record);
  const objectives = record.objectives!;
  const { referencePoint = referencePointOf(record) } = options;
  if (referencePoint === undefined) return undefined;
  const isPoint = Array.isArray(referencePoint) && referencePoint.length === objectives.length &&
    referencePoint.every(Number.isFinite);
  if (isPoint) return minimized(referencePoint, objectives);
  throw new RangeError(
    `Cannot ${action} as 'referencePoint' must have one finite number for each of the ${objectives.length} objectives: current value is ${
      show(referencePoint)
    }`,
  );
}

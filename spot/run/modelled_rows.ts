/** What a run's models are to see of the rows that are known. @module */
import type { LoopControl } from "../control/loop_options.ts";
import type { Goal } from "../goal/goal.ts";
import { violationsOf } from "../goal/violations.ts";
import type { Feasibility, Front, ProposalRequest, ResponseColumn } from "../infill/proposal.ts";
import {
  constraintStatistics,
  deviationsOfMeans,
  type PointStatistics,
  pointStatistics,
  type RowValue,
  statisticsOf,
  toIsInitial,
} from "../noise/points.ts";
import type { RowRecord } from "../record.ts";

/** The part of a request that depends on the rows. */
export type ModelledRows = Pick<
  ProposalRequest,
  "X" | "y" | "deviations" | "feasibility" | "front"
>;

/**
 * Distinct points with their responses, in the order of their first rows. Points whose rows all failed
 * have a penalty; nothing can be modelled while there is none.
 */
export function modelledRows(
  known: readonly RowRecord[],
  goal: Goal,
  control: Pick<LoopControl, "noise" | "penaltyNA" | "failures">,
): ModelledRows {
  const column = (value: RowValue): ResponseColumn => {
    const points = statisticsOf(known, value);
    const worst = points.reduce((most, { mean }) => mean > most ? mean : most, -Infinity);
    const penalty = control.penaltyNA ?? worst;
    const usable = Number.isFinite(penalty) ? points : [];
    return {
      X: usable.map(({ x }) => x),
      y: usable.map(({ replicates, mean }) => replicates > 0 ? mean : penalty),
      deviations: control.noise ? deviationsOfMeans(usable) : undefined,
    };
  };
  const targets = Array.from(
    { length: goal.size },
    (_, j) => column((row) => Number.isFinite(row.y) ? goal.targets(row)[j] : NaN),
  );
  return {
    ...targets[0],
    feasibility: feasibilityOf(known, control),
    front: goal.size > 1 ? frontOf(known, goal, targets) : undefined,
  };
}

function frontOf(
  known: readonly RowRecord[],
  { reference }: Goal,
  targets: readonly ResponseColumn[],
): Front {
  return { targets, reference, isInitial: pointStatistics(known).map(toIsInitial(known)) };
}

/** Undefined if nothing but the response tells whether a point can be used. */
function feasibilityOf(
  known: readonly RowRecord[],
  { noise, failures }: Pick<LoopControl, "noise" | "failures">,
): Feasibility | undefined {
  const statistics = constraintStatistics(known);
  const isAvoided = failures === "avoid" && known.some(({ y }) => !Number.isFinite(y));
  if (statistics.length === 0 && !isAvoided) return undefined;
  const points = pointStatistics(known);
  const hasFailed = ({ y }: RowRecord) => Number.isFinite(y) ? 0 : 1;
  return {
    violations: violationsOf(
      points.map(({ replicates }, i) =>
        replicates === 0 ? [NaN] : statistics.map((column) => column[i].mean)
      ),
    ),
    isLeftOut: points.map(({ replicates }) => isAvoided && replicates === 0),
    constraints: statistics.map((column) => usableColumn(column, noise)),
    failures: isAvoided ? usableColumn(statisticsOf(known, hasFailed), false) : undefined,
  };
}

function usableColumn(points: readonly PointStatistics[], noise: boolean): ResponseColumn {
  const usable = points.filter(({ replicates }) => replicates > 0);
  return {
    X: usable.map(({ x }) => x),
    y: usable.map(({ mean }) => mean),
    deviations: noise ? deviationsOfMeans(usable) : undefined,
  };
}

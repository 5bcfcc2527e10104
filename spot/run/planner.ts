/**
 * Plans the next rows: the initial design, then proposals, replicates and extra replicates.
 *
 * @module
 */
import type { FunControl } from "../control/fun_control.ts";
import type { DesignControl } from "../design/design_control.ts";
import { latinHypercube } from "../design/latin_hypercube.ts";
import type { Goal } from "../goal/goal.ts";
import { type ProposalRequest, proposePoints } from "../infill/propose_points.ts";
import { allocateReplicates } from "../noise/ocba.ts";
import { type PointStatistics, pointStatistics, shrunkDeviations } from "../noise/points.ts";
import { createStream } from "../core/random/stream.ts";
import type { RowRecord } from "../record.ts";
import { createDistinctPoints } from "../search/distinct_points.ts";
import type { OptimizerControl } from "../search/optimizer_control.ts";
import { randomNewPoint } from "../search/random_point.ts";
import { freeVariables, type SearchSpace } from "../core/space/search_space.ts";
import type { SurrogateControl } from "../surrogate/surrogate_control.ts";
import type { PlannedRow } from "./history.ts";
import { modelledRows } from "./modelled_rows.ts";
import type { RowRecords } from "./row_records.ts";

/** All controls of a run. */
export interface RunControls {
  readonly funControl: FunControl;
  readonly designControl: DesignControl;
  readonly surrogateControl: SurrogateControl;
  readonly optimizerControl: OptimizerControl;
}

/** What a plan is made for, and what it may know. */
export interface PlanOptions {
  /** New points wanted. */
  readonly nPoints: number;
  /** Rows that may still be planned. */
  readonly left: number;
  /** Tells whether the plan may know the result of a row; the others count as pending. */
  readonly isKnown: (row: number) => boolean;
}

/** Plans rows as a pure function of the controls and of the results it may know. */
export class Planner {
  readonly #controls: RunControls;
  readonly #goal: Goal;
  readonly #space: SearchSpace;
  readonly #notices = new Set<string>();
  /** How many points each proposal had. */
  readonly #steps: number[] = [];

  constructor(controls: RunControls, goal: Goal) {
    [this.#controls, this.#goal] = [controls, goal];
    this.#space = freeVariables(controls.funControl.variables);
  }

  /** What the planning had to say, each once. */
  get notices(): readonly string[] {
    return [...this.#notices];
  }

  /**
   * The initial design: a Latin hypercube, each point repeated as its control says. In the place of a
   * point that comes twice, or is known already, another is drawn, if there is one left.
   */
  initialDesign(knownPoints: readonly (readonly number[])[]): PlannedRow[] {
    const { funControl: { seed }, designControl: { initSize, repeats } } = this.#controls;
    const points = latinHypercube(this.#space, initSize, createStream(seed, "design"));
    const known = createDistinctPoints(this.#space, knownPoints, 0);
    const random = createStream(seed, "design", "distinct");
    const distinct = points.flatMap((drawn) => {
      const x = known.isNew(drawn) ? drawn : randomNewPoint(this.#space, known, random);
      if (x) known.add(x);
      return x ? [x] : [];
    });
    return distinct.flatMap((x) => replicate({ x, origin: "design" }, repeats));
  }

  /** The next rows; none if nothing new is left in the search space. */
  next(records: RowRecords, { nPoints, left, isKnown }: PlanOptions): PlannedRow[] {
    const { history } = records;
    const { funControl: { funRepeats, ocbaDelta } } = this.#controls;
    const rows = Array.from({ length: history.size }, (_, row) => row);
    const known = rows.filter(isKnown).flatMap((row) => records.at(row) ?? []);
    const pending = rows.filter((row) => !isKnown(row)).map((row) => history.submitted(row).x);
    const wanted = Math.min(nPoints, Math.ceil(left / funRepeats));
    const batch = this.#steps.reduce((most, size) => Math.max(most, size), nPoints);
    const points = this.#propose(known, pending, { nPoints: wanted, batch });
    const extra = ocbaDelta > 0 ? extraReplicates(pointStatistics(known), ocbaDelta) : [];
    return [
      ...points.flatMap((x) => replicate({ x, origin: "infill" }, funRepeats)),
      ...extra.map((x): PlannedRow => ({ x, origin: "replicate" })),
    ].slice(0, left);
  }

  #propose(
    known: readonly RowRecord[],
    pending: readonly (readonly number[])[],
    size: Pick<ProposalRequest, "nPoints" | "batch">,
  ): number[][] {
    const { funControl, surrogateControl, optimizerControl } = this.#controls;
    const { seed, infillCriterion, toleranceX } = funControl;
    const { points, notices } = proposePoints({
      space: this.#space,
      ...modelledRows(known, this.#goal, funControl),
      pending,
      ...size,
      random: createStream(seed, "infill", this.#steps.length),
      steps: [...this.#steps],
      surrogateControl,
      optimizerControl,
      infillCriterion,
      toleranceX,
    });
    this.#steps.push(points.length);
    for (const notice of notices) this.#notices.add(notice);
    return points;
  }
}

/** Points without replicates do not take part: nothing is known of how they vary. */
function extraReplicates(points: readonly PointStatistics[], delta: number) {
  const deviations = shrunkDeviations(points) ?? [];
  const candidates = points.map((point, i) => ({ ...point, sd: deviations[i] }));
  return allocateReplicates(candidates.filter(({ replicates }) => replicates > 1), delta);
}

function replicate(row: PlannedRow, times: number): PlannedRow[] {
  return Array.from({ length: times }, () => row);
}

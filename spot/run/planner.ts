/**
 * Plans the next rows: the initial design, then proposals, replicates and extra replicates.
 *
 * @module
 */
import type { FunControl } from "../control/fun_control.ts";
import type { DesignControl } from "../design/design_control.ts";
import { latinHypercube } from "../design/latin_hypercube.ts";
import type { Goal } from "../goal/goal.ts";
import type { ProposalRequest } from "../infill/proposal.ts";
import { proposePoints } from "../infill/propose_points.ts";
import { allocateReplicates } from "../noise/ocba.ts";
import { type PointStatistics, pointStatistics, shrunkDeviations } from "../noise/points.ts";
import { isMaximised } from "../core/objective/curve.ts";
import { createStream } from "../core/random/stream.ts";
import type { RowRecord } from "../record.ts";
import { createDistinctPoints } from "../search/distinct_points.ts";
import type { OptimizerControl } from "../search/optimizer_control.ts";
import { randomNewPoint } from "../search/random_point.ts";
import type { Domain } from "../core/space/domain.ts";
import { pointKey } from "../core/space/search_space.ts";
import type { FittedKriging } from "../surrogate/fitted_kriging.ts";
import type { SurrogateControl } from "../surrogate/surrogate_control.ts";
import { type BudgetRow, firstBudgets, promotions } from "../fidelity/promotions.ts";
import { rowsToModel, stepsAmong } from "../fidelity/rows_to_model.ts";
import { curveLimits } from "../pruning/curve_limits.ts";
import { estimatePruned } from "../pruning/pruned_responses.ts";
import type { PlannedRow } from "./history.ts";
import { modelledRows } from "./modelled_rows.ts";
import type { RowRecords } from "./row_records.ts";

/** All controls of a run. */
export interface RunControls {
  /** The points that may be evaluated. */
  readonly domain: Domain;
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

/**
 * Told of each surrogate of a response to all points, in the objectives' order, with the first row of the
 * proposal that it is fitted for. Where the search stagnates, not every proposal needs one.
 */
export type FitListener = (row: number, fitted: FittedKriging) => void;

/** Plans rows as a pure function of the controls and of the results it may know. */
export class Planner {
  readonly #controls: RunControls;
  readonly #goal: Goal;
  readonly #notices = new Set<string>();
  /** How many points each proposal had. */
  readonly #steps: number[] = [];
  readonly #onFitted: FitListener | undefined;

  constructor(controls: RunControls, goal: Goal, onFitted?: FitListener) {
    [this.#controls, this.#goal, this.#onFitted] = [controls, goal, onFitted];
  }

  /** What the planning had to say, each once. */
  get notices(): readonly string[] {
    return [...this.#notices];
  }

  /**
   * The initial design: a Latin hypercube, each point repeated as its control says. In the place of a
   * point that comes twice, is known already, or is not allowed by the space's own constraint, another is
   * drawn, if there is one left.
   */
  initialDesign(knownPoints: readonly (readonly number[])[]): PlannedRow[] {
    const { domain, funControl: { seed }, designControl: { initSize, repeats } } = this.#controls;
    const { space, canonical, isAllowed } = domain;
    const points = latinHypercube(space, initSize, createStream(seed, "design")).map(canonical);
    const known = createDistinctPoints(space, knownPoints, 0);
    const random = createStream(seed, "design", "distinct");
    const distinct = points.flatMap((drawn) => {
      const isUsable = known.isNew(drawn) && isAllowed(drawn);
      const x = isUsable ? drawn : randomNewPoint(domain, known, random);
      if (x) known.add(x);
      return x ? [x] : [];
    });
    return distinct.flatMap((x) => replicate({ x, origin: "design" }, repeats));
  }

  /** The next rows; none if nothing new is left in the search space. */
  next(records: RowRecords, { nPoints, left, isKnown }: PlanOptions): PlannedRow[] {
    const { funControl: { funRepeats, ocbaDelta } } = this.#controls;
    const known = knownRecords(records, isKnown);
    const pending = records.history.rows.filter(({ row }) => !isKnown(row)).map(({ x }) => x);
    const promoted = this.#promote(records, { nPoints: Math.min(nPoints, left), isKnown });
    const room = Math.ceil((left - promoted.length) / funRepeats);
    const wanted = Math.min(nPoints - promoted.length, room);
    const batch = this.#steps.reduce((most, size) => Math.max(most, size), nPoints);
    const first = records.history.size + promoted.length;
    const size = { nPoints: wanted, batch, first };
    const points = wanted > 0 ? this.#propose(known, pending, size) : [];
    const extra = ocbaDelta > 0 ? extraReplicates(pointStatistics(known), ocbaDelta) : [];
    const rows = [
      ...promoted,
      ...points.flatMap((x) => replicate({ x, origin: "infill" }, funRepeats)),
      ...extra.map((x): PlannedRow => ({ x, origin: "replicate" })),
    ];
    return this.prepare(rows.slice(0, left), records, { isKnown });
  }

  /**
   * How many rows must be known before any is judged by their curves; undefined in a run without
   * pruning, in which none is.
   */
  get fewestToJudge(): number | undefined {
    return this.#controls.funControl.pruning?.minRows;
  }

  /** Planned rows as they are to be submitted now: with limits or a budget, if the run has such. */
  prepare(
    rows: readonly PlannedRow[],
    records: RowRecords,
    { isKnown }: Pick<PlanOptions, "isKnown">,
  ): PlannedRow[] {
    const { pruning, fidelity } = this.#controls.funControl;
    const limits = pruning && this.#limits(knownRecords(records, isKnown));
    if (limits) return rows.map((row) => ({ ...row, limits }));
    if (!fidelity) return [...rows];
    const first = firstBudgets(records.history.rows, fidelity, rows.length);
    let next = 0;
    return rows.map((row) =>
      row.predecessor === undefined ? { ...row, budget: first[next++] } : row
    );
  }

  /** Rows of points whose smaller budget was spent well. */
  #promote(
    records: RowRecords,
    { nPoints, isKnown }: Pick<PlanOptions, "nPoints" | "isKnown">,
  ): PlannedRow[] {
    const { fidelity } = this.#controls.funControl;
    if (!fidelity) return [];
    return promotions(this.#budgetRows(records, isKnown), fidelity, nPoints).map(
      ({ row, budget }) => {
        const { x, origin } = records.history.submitted(row);
        return { x, origin, budget, predecessor: row };
      },
    );
  }

  /** All submitted rows with their budgets. */
  #budgetRows(records: RowRecords, isKnown: PlanOptions["isKnown"]): BudgetRow[] {
    return records.history.rows.map(({ row, budget = NaN, predecessor }) => {
      const planned = { row, budget, predecessor };
      const record = isKnown(row) ? records.at(row) : undefined;
      if (!record || Number.isNaN(record.y)) return { ...planned, y: record?.y };
      const { y, constraints } = record;
      return { ...planned, y, constraints, targets: this.#goal.targets(record) };
    });
  }

  /** When a row that is planned now is hopeless. */
  #limits(known: readonly RowRecord[]) {
    const { pruning: control } = this.#controls.funControl;
    if (!control) return undefined;
    const rows = known.flatMap((row) =>
      row.curve && !row.failure ? { ...row.curve, response: finite(row.responses[0]) } : []
    );
    return curveLimits(rows, { control, isMaximised: this.#isMaximised });
  }

  /** Whether large reported values are good. */
  get #isMaximised(): boolean {
    return isMaximised(this.#goal.directions);
  }

  #propose(
    known: readonly RowRecord[],
    pending: readonly (readonly number[])[],
    { first, ...size }: Pick<ProposalRequest, "nPoints" | "batch"> & { readonly first: number },
  ): number[][] {
    const { domain, funControl, surrogateControl, optimizerControl } = this.#controls;
    const { seed, noise, infillCriterion, toleranceX, fidelity } = funControl;
    const enough = domain.space.length + 1;
    const rows = fidelity ? rowsToModel(known, enough) : estimatePruned(known, this.#goal);
    const modelled = modelledRows(rows, this.#goal, funControl);
    const evaluated = pointStatistics(known);
    const waiting = fidelity ? unseen(pending, evaluated) : pending;
    const points = modelled.y.length + waiting.length;
    const proposal = proposePoints({
      space: domain.space,
      domain,
      ...modelled,
      noise,
      exclude: evaluated.map(({ x }) => x),
      pending: waiting,
      ...size,
      random: createStream(seed, "infill", this.#steps.length),
      steps: fidelity ? stepsAmong(points, { enough, batch: size.batch }) : [...this.#steps],
      surrogateControl,
      optimizerControl,
      infillCriterion,
      toleranceX,
      onFitted: (fitted) => this.#onFitted?.(first, fitted),
    });
    this.#steps.push(proposal.points.length);
    for (const notice of proposal.notices) this.#notices.add(notice);
    return proposal.points;
  }
}

/** Those points that are not among others. */
function unseen(
  X: readonly (readonly number[])[],
  points: readonly PointStatistics[],
): (readonly number[])[] {
  const known = new Set(points.map(({ x }) => pointKey(x)));
  return X.filter((x) => !known.has(pointKey(x)));
}

const finite = (value: number | undefined) => Number.isFinite(value) ? value : undefined;

function knownRecords(records: RowRecords, isKnown: PlanOptions["isKnown"]): RowRecord[] {
  return records.history.rows.flatMap(({ row }) => isKnown(row) ? records.at(row) ?? [] : []);
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

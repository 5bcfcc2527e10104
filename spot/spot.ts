/**
 * Sequential parameter optimisation: an initial design, then points proposed by a surrogate.
 *
 * @module
 */
import type { BatchObjective } from "./core/objective/evaluation.ts";
import type { ObjectiveValue } from "./core/objective/objective.ts";
import type { Problem } from "./core/objective/problem.ts";
import { toOutcome } from "./core/objective/outcome.ts";
import { frontNotices } from "./front.ts";
import { incumbentNotices, incumbentOf, tunedConfiguration } from "./incumbent.ts";
import { toConfiguration } from "./core/space/configuration.ts";
import type { Configuration } from "./core/space/variable.ts";
import { notify, printError } from "./core/options/notify.ts";
import { checkValue, integer, resolveOptions, show } from "./core/options/options.ts";
import type { BatchRecord, RunRecord } from "./record.ts";
import { Deadline, TimeIsOver } from "./run/deadline.ts";
import { History, type PlannedRow } from "./run/history.ts";
import { Planner, type RunControls } from "./run/planner.ts";
import { createProgress, progressLine } from "./run/progress.ts";
import { RowRecords } from "./run/row_records.ts";
import { describeRun } from "./run/run_description.ts";
import { createGoal } from "./goal/create_goal.ts";
import { runLoop } from "./run/run_loop.ts";
import { type RunOptions, runTable } from "./run/run_options.ts";
import { runLine, shownRun } from "./run/shown_run.ts";
import {
  resolveSpotOptions,
  type RunConfiguration,
  type SameSpace,
  type SpotOptions,
} from "./run/spot_options.ts";
import { toProblem } from "./run/to_problem.ts";
import { openRunEvents, type RunEvents } from "./tensorboard/run_events.ts";
import { checkPoints } from "./core/space/check_points.ts";

/** A point that `Spot.ask` proposes. */
export interface AskedPoint<C extends Configuration = Configuration> {
  /** One value per free variable, in search units. */
  readonly x: readonly number[];
  /** All active variables by name, after transforms, fixed ones too. */
  readonly configuration: C;
}

/**
 * Tunes an objective: evaluates an initial design, then proposes points until the budget is spent.
 *
 * @typeParam C The objective's configurations.
 * @typeParam N Those of the controls' space, which may be narrower.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 *
 * const spot = new Spot({
 *   fun: ([a, b]) => (a - 1) * (a - 1) + b * b,
 *   funControl: funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 20, seed: 1 }),
 * });
 * await spot.run();
 * console.log(spot.minX, spot.minY);
 * ```
 */
export class Spot<C extends Configuration = Configuration, N extends Configuration = C> {
  readonly #controls: RunControls;
  readonly #objective: BatchObjective;
  #problem: Problem;
  readonly #planner: Planner;
  readonly #history = new History();
  readonly #records: RowRecords;
  readonly #batches: BatchRecord[] = [];
  /** Rows of the initial design that are not submitted yet; undefined before it is made. */
  #design: PlannedRow[] | undefined;
  /** What TensorBoard is told. */
  #events: RunEvents | undefined;
  #state: "new" | "running" | RunRecord["ended"] = "new";
  #durationMs = 0;

  /**
   * Checks the options; nothing is evaluated before `run()`.
   *
   * @throws {TypeError} If `fun` is no objective, or an option is unknown.
   * @throws {RangeError} If nothing is left to search.
   */
  constructor(options: SpotOptions<C, N> & SameSpace<C, N>) {
    const { controls, objective } = resolveSpotOptions(options as SpotOptions);
    this.#controls = controls;
    this.#objective = objective;
    const goal = createGoal(controls.funControl);
    this.#problem = toProblem(controls.funControl, goal);
    this.#planner = new Planner(controls, goal, (row, fitted) => this.#events?.addFit(row, fitted));
    this.#records = new RowRecords(this.#history, goal);
  }

  /** Design points in submission order, n x k, in search units; failed ones too. */
  get X(): number[][] {
    return this.#records.all().map(({ x }) => [...x]);
  }

  /** Responses, n: what is minimised; NaN where a row failed. */
  get y(): number[] {
    return this.#records.all().map(({ y }) => y);
  }

  /** Responses of all objectives as returned, n x m. */
  get Y(): number[][] {
    return this.#records.all().map(({ responses }) => [...responses]);
  }

  /**
   * The best design point that keeps all constraints; under noise no lucky one: that of the smallest
   * predicted mean + standard deviation, unless the smallest mean is of replicates.
   * Empty if there is none, and with several `objectives`, whose front `paretoFront` finds.
   */
  get minX(): number[] {
    return [...incumbentOf(this.record)?.x ?? []];
  }

  /** The response of the best design point; under noise the mean of its own. NaN if there is none. */
  get minY(): number {
    return incumbentOf(this.record)?.y ?? NaN;
  }

  /** The configuration of the best design point; undefined if there is none. */
  get minConfiguration(): RunConfiguration<C, N> | undefined {
    return tunedConfiguration(this.record);
  }

  /** The record of the run so far: plain data. */
  get record(): RunRecord<RunConfiguration<C, N>> {
    const { funControl, designControl: { initSize } } = this.#controls;
    const { seed, funEvals, noise, objectives, referencePoint, variables } = funControl;
    const { name: objective, method, numCores } = this.#objective;
    const record: RunRecord<RunConfiguration<C, N>> = {
      formatVersion: 1,
      objective,
      method,
      numCores,
      ...(this.#state === "running" && this.#whoEvaluates()),
      seed,
      funEvals,
      initSize,
      noise,
      ...(objectives && { objectives }),
      ...(referencePoint && { referencePoint }),
      variables,
      rows: this.#records.all(),
      batches: [...this.#batches],
      durationMs: this.#durationMs,
      ended: this.#state === "new" || this.#state === "running" ? "unfinished" : this.#state,
      notices: [...this.#planner.notices, ...this.#events?.notices ?? []],
    };
    const notices = [...record.notices, ...frontNotices(record), ...incumbentNotices(record)];
    return { ...record, notices };
  }

  /**
   * Evaluates the initial design, then proposed points, until the budget or the time is spent.
   *
   * @returns This object, with its results.
   * @throws {TypeError | RangeError} If given points do not fit the space, or the design the budget.
   * @throws What the objective's own check throws at the data or the controls.
   * @throws {EvaluationError} If a row threw: all other rows of its batch are done and kept.
   * @throws The signal's reason, if it is aborted.
   */
  async run(options: RunOptions = {}): Promise<this> {
    const { rows, makeDesign } = this.#prepareRun(options);
    const { signal, onResult = () => {} } = options;
    signal?.throwIfAborted();
    const originMs = performance.now();
    this.#records.begin(originMs);
    const { funControl } = this.#controls;
    this.#events = openRunEvents(funControl, {
      name: this.#objective.name,
      records: this.#records,
    });
    this.#state = "running";
    const { maxTime, showProgress, funEvals, objectives } = funControl;
    using deadline = new Deadline(maxTime * 60_000);
    try {
      await this.#objective.check?.(this.#problem);
      this.#objective.open(this.#problem, rows);
      const progress = createProgress({
        total: funEvals,
        startMs: originMs,
        rows: this.#records.all(),
        objectives,
        objective: this.#objective,
      });
      const { exhausted } = await runLoop({
        ...this.#loopOptions(),
        design: makeDesign(),
        signal: signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal,
        onResult: (row) => {
          const told = progress(this.#records.at(row)!);
          if (showProgress) printError(progressLine(told));
          this.#events?.add(row);
          notify("onResult", { listener: onResult, told });
          deadline.check();
        },
        originMs,
      }, this.#batches);
      this.#state = exhausted ? "exhausted" : "finished";
    } catch (error) {
      if (!(error instanceof TimeIsOver)) {
        this.#state = signal?.aborted ? "aborted" : "failed";
        throw error;
      }
      this.#state = "maxTime";
      this.#records.assertAnyUsable();
    } finally {
      this.#durationMs = performance.now() - originMs;
    }
    return this;
  }

  /**
   * Proposes points for a loop of the user's own: first the initial design, then points by the
   * infill criterion, which takes points asked for and not told yet as pending.
   *
   * @param nPoints How many new points. @default {1}
   * @returns The points; fewer at the end of the initial design, or if the search space is exhausted.
   * The replicates that `funRepeats` and `ocbaDelta` ask for stand among them.
   */
  ask(nPoints = 1): AskedPoint<RunConfiguration<C, N>>[] {
    checkValue("ask", "nPoints", nPoints, integer(1));
    this.#assertIdle("ask");
    this.#refuseFidelity("ask");
    const { pruning } = this.#controls.funControl;
    if (pruning) {
      throw new RangeError(
        `Cannot ask as 'pruning' needs run(), which gives rows their limits: current rule is by ${pruning.kind}`,
      );
    }
    this.#design ??= this.#planner.initialDesign(this.#history.points());
    const rows = this.#design.splice(0, nPoints);
    if (rows.length === 0) {
      const isKnown = (row: number) => this.#history.result(row) !== undefined;
      rows.push(...this.#planner.next(this.#records, { nPoints, left: Infinity, isKnown }));
    }
    return rows.map((row) => {
      const x = [...this.#history.submit(row).x];
      return {
        x,
        configuration: toConfiguration(this.#problem.variables, x) as RunConfiguration<C, N>,
      };
    });
  }

  /**
   * Takes in responses of points: of those asked for, or of any others.
   *
   * @param points What `ask` returned, or points in search units.
   * @param Y What the objective would return for each point: a number, one per objective, or an object
   * with constraints. A value that is not finite fails the point.
   * @throws {TypeError | RangeError} If the points do not fit the space, or Y does not fit them.
   */
  tell(
    points: readonly (readonly number[] | AskedPoint)[],
    Y: readonly ObjectiveValue[],
  ): void {
    this.#assertIdle("tell");
    this.#refuseFidelity("tell");
    const given = Array.isArray(points) ? points.map((point) => point?.x ?? point) : points;
    const X = checkPoints("tell", given, this.#controls.domain);
    if (!Array.isArray(Y) || Y.length !== X.length) {
      throw new RangeError(
        `Cannot tell as Y must have one entry per point: current values have ${
          Array.isArray(Y) ? Y.length : show(Y)
        } and ${X.length}`,
      );
    }
    const { allowNonFinite } = this.#controls.funControl;
    const now = performance.now();
    const unknown = { worker: -1, attempt: 1, startMs: now, endMs: now, costMs: 0 };
    X.forEach((x, i) => {
      const row = this.#history.firstUnknown(x) ??
        this.#history.submit({ x, origin: "told" }).row;
      this.#history.settle({ row, ...unknown, ...toOutcome(Y[i], allowNonFinite) });
    });
  }

  /** The run in one line: how far it is, and the best so far. */
  toString(): string {
    return `Spot: ${runLine(this.record)}`;
  }

  /** The line in consoles. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** In notebooks the best so far, the progress and the table of results, or the front. */
  async [Symbol.for("Jupyter.display")](): Promise<Readonly<Record<string, string>>> {
    return await shownRun(this.record);
  }

  /** Checks the run; its workers can start while the design is made. */
  #prepareRun(options: RunOptions): { rows: number; makeDesign: () => PlannedRow[] } {
    const { xStart = [] } = resolveOptions("run", runTable, options);
    this.#assertIdle("run");
    if (this.#state !== "new") {
      throw new Error("Cannot run as this Spot has run already: make a new one");
    }
    if (this.#history.knownPrefix < this.#history.size) {
      throw new Error("Cannot run as points that were asked for are not told yet");
    }
    const { funControl: { funEvals, funRepeats, ocbaDelta }, designControl } = this.#controls;
    const given = checkPoints("run with 'xStart'", xStart, this.#controls.domain);
    const { initSize, repeats } = designControl;
    const first = this.#history.size + given.length +
      (this.#design?.length ?? initSize * repeats);
    if (first > funEvals) {
      throw new RangeError(
        `Cannot run as 'funEvals' must cover the given points and the initial design (${first} rows): current value is ${funEvals}`,
      );
    }
    const isReplicated = funRepeats > 1 || repeats > 1 ||
      this.#records.all().some(({ replicate }) => replicate > 0);
    if (ocbaDelta > 0 && !isReplicated) {
      throw new RangeError(
        `Cannot run as 'ocbaDelta' needs replicates, 'funRepeats' or the design's 'repeats' above 1: current value is ${ocbaDelta}`,
      );
    }
    if (first === 0) {
      throw new RangeError(
        "Cannot run as there is nothing to begin with: 'initSize' is 0 and no points are given",
      );
    }
    const run = describeRun(this.#controls, {
      xStart: given,
      told: this.#history.size,
      objective: this.#objective,
    });
    this.#problem = Object.freeze({ ...this.#problem, run: { ...run } });
    const makeDesign = () => {
      const design = this.#design ??
        this.#planner.initialDesign([...given, ...this.#history.points()]);
      this.#design = [];
      return [...given.map((x): PlannedRow => ({ x, origin: "given" })), ...design];
    };
    return { rows: first - this.#history.size, makeDesign };
  }

  #loopOptions() {
    const { funEvals, nPoints, asynchronous, pending } = this.#controls.funControl;
    return {
      objective: this.#objective,
      problem: this.#problem,
      records: this.#records,
      planner: this.#planner,
      funEvals,
      nPoints,
      lag: asynchronous ? pending ?? this.#objective.numCores : 0,
    };
  }

  #whoEvaluates(): Pick<RunRecord, "workers" | "machines"> {
    const { workers, machines } = this.#objective;
    const ofRun = machines?.map((machine) => ({
      ...machine,
      sinceMs: this.#records.sinceBegin(machine.sinceMs),
    }));
    return { ...(workers !== undefined && { workers }), ...(ofRun && { machines: ofRun }) };
  }

  /** Points asked for and told carry no budget. */
  #refuseFidelity(action: string): void {
    const { fidelity } = this.#controls.funControl;
    if (!fidelity) return;
    throw new RangeError(
      `Cannot ${action} as 'fidelity' needs run(), which gives rows their budgets: current budgets are up to ${fidelity.upper}`,
    );
  }

  #assertIdle(action: string): void {
    if (this.#state === "running") throw new Error(`Cannot ${action} while the run is under way`);
  }
}

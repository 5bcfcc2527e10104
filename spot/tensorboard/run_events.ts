/** What a run tells TensorBoard, row by row. @module */
import { messageOf } from "../core/options/message_of.ts";
import { createHash } from "node:crypto";
import type { FunControl } from "../control/fun_control.ts";
import type { NamedObjective } from "../control/goal_options.ts";
import { freeVariables, pointKey } from "../core/space/search_space.ts";
import { toConfiguration } from "../core/space/configuration.ts";
import type { Variable } from "../core/space/variable.ts";
import { type RowRecord, rowStatus } from "../record.ts";
import { createProgress, type Progress } from "../run/progress.ts";
import type { RowRecords } from "../run/row_records.ts";
import type { FittedKriging } from "../surrogate/fitted_kriging.ts";
import { removeRuns } from "./event_files.ts";
import { EventFolder } from "./event_folder.ts";
import { scalarsEvent, sessionEndEvent, sessionStartEvent, type SessionStatus } from "./events.ts";

/** The run that is told of. */
export interface RunEventsOptions {
  /** The folder of all runs. */
  readonly folder: string;
  /** Whether runs that are in it are removed. */
  readonly clean: boolean;
  /** The objective's name. */
  readonly name: string;
  readonly seed: number;
  /** What the objective reads beside its data. */
  readonly controls: Readonly<Record<string, unknown>>;
  readonly variables: readonly Variable[];
  readonly objectives?: readonly Required<NamedObjective>[];
  /** The rows, whose times count from the beginning of the run. */
  readonly records: RowRecords;
}

/**
 * Begins to tell of a run, if its controls ask for it.
 *
 * @throws {Error} If the folder cannot be made, or what is to be removed from it cannot.
 */
export function openRunEvents(
  { tensorboardLog, tensorboardClean, seed, controls, variables, objectives }: FunControl,
  { name, records }: Pick<RunEventsOptions, "name" | "records">,
): RunEvents | undefined {
  if (tensorboardLog === false) return undefined;
  return new RunEvents({
    folder: tensorboardLog === true ? "runs" : tensorboardLog,
    clean: tensorboardClean,
    ...{ name, seed, controls, variables, objectives, records },
  });
}

type Scalars = Readonly<Record<string, number>>;

/**
 * Writes event files: each row's as it finishes, and those of the run as a whole in the order of rows, as
 * TensorBoard takes a step that goes back for a restart. What cannot be written ends nothing.
 */
export class RunEvents {
  readonly #options: RunEventsOptions;
  readonly #progress: (row: RowRecord) => Progress;
  /** What the surrogates were like, by the first row that each of them proposed. */
  readonly #fits = new Map<number, Scalars[]>();
  readonly #originMs = Date.now();
  /** The first row of each configuration, of the rows that were looked at so far. */
  readonly #firstRows = new Map<string, number>();
  #grouped = 0;
  #folder: EventFolder | undefined;
  /** The next row of the run's own file. */
  #next = 0;
  /** Why nothing can be written any more. */
  #failure: string | undefined;

  /**
   * Makes the folder, before anything is evaluated.
   *
   * @throws {Error} If it cannot be made, or what is to be removed from it cannot.
   */
  constructor(options: RunEventsOptions) {
    this.#options = options;
    const { folder, clean, objectives } = options;
    this.#progress = createProgress({ total: 0, startMs: 0, rows: [], objectives });
    try {
      Deno.mkdirSync(folder, { recursive: true });
      if (clean) removeRuns(folder);
    } catch (error) {
      throw new Error(
        `Cannot run as 'tensorboardLog' must be a folder that can be written: current value is ` +
          `${JSON.stringify(folder)} (${messageOf(error)})`,
        { cause: error },
      );
    }
  }

  /** What there is to say, for the record of the run. */
  get notices(): readonly string[] {
    const { folder } = this.#options;
    if (this.#failure === undefined) return [];
    const path = this.#folder?.path ?? folder;
    return [
      `The event files in '${path}' lack rows, as they could not be written: ${this.#failure}`,
    ];
  }

  /** Takes in a surrogate: of several objectives one after the other. */
  addFit(row: number, { negativeLogLikelihood, lambdaLog10, thetaLog10 }: FittedKriging): void {
    const { variables, objectives = [] } = this.#options;
    const fits = this.#fits.get(row) ?? [];
    this.#fits.set(row, fits);
    const part = objectives.length > 1 ? `surrogate ${objectives[fits.length].name}` : "surrogate";
    const thetas = freeVariables(variables).map(({ name }, k) => [name, thetaLog10[k]] as const);
    fits.push({
      [`${part}/negative_log_likelihood`]: negativeLogLikelihood,
      [`${part}/nugget_log10`]: lambdaLog10,
      ...Object.fromEntries(thetas.map(([name, theta]) => [`${part}/theta_log10/${name}`, theta])),
    });
  }

  /** Takes in a row that is finished; the first one tells whether the run was begun before. */
  add(row: number): void {
    if (this.#failure !== undefined) return;
    const { records } = this.#options;
    const record = records.at(row)!;
    try {
      // Rows may have been told before the run.
      const news = this.#folder ? [record] : records.all();
      const folder = this.#folder ??= this.#open(record.worker < 0);
      for (const record of news) {
        const group = folder.nameOf(this.#firstRow(record));
        folder.writeRow(record.row, this.#rowEvents(record, group));
      }
      this.#appendRows(folder);
    } catch (error) {
      this.#failure = messageOf(error);
    }
  }

  #open(isResumed: boolean): EventFolder {
    const { folder, name, seed, controls, variables, objectives } = this.#options;
    const text = JSON.stringify({ name, seed, controls, variables, objectives });
    const run = { name, identity: createHash("sha256").update(text).digest("hex") };
    const known = isResumed ? EventFolder.resume(folder, run) : undefined;
    return known ?? EventFolder.begin(folder, run);
  }

  /** Writes the rows before which all are finished. */
  #appendRows(folder: EventFolder): void {
    const { records } = this.#options;
    for (let record = records.at(this.#next); record; record = records.at(this.#next)) {
      const row = this.#next++;
      const progress = this.#progress(record);
      const fits = this.#fits.get(row) ?? [];
      this.#fits.delete(row);
      if (row < folder.rows) continue;
      const scalars = Object.assign({}, this.#outcome(record, "objective"), ...fits, {
        ...(progress.front === undefined
          ? { "objective/best": progress.best }
          : { "objective/front_size": progress.front }),
        "rows/seconds": record.costMs / 1000,
        ...counts(progress),
      });
      folder.append(scalarsEvent(this.#moment(record), scalars));
    }
  }

  /** A session of its own: its configuration, its curve, what came out. */
  #rowEvents(record: RowRecord, group: string): Uint8Array[] {
    const { variables } = this.#options;
    const { x, budget, costMs, startMs, curve } = record;
    const moment = this.#moment(record);
    const { timeMs } = moment;
    const configuration = toConfiguration(variables, x);
    const start = sessionStartEvent(timeMs, {
      configuration: budget === undefined ? configuration : { ...configuration, budget },
      group,
      startMs: this.#originMs + startMs,
    });
    const isWhole = curve?.steps.every(Number.isSafeInteger);
    const points = curve?.values.map((value, i) =>
      scalarsEvent({ timeMs, step: isWhole ? curve.steps[i] : i }, { "row/curve": value })
    );
    const outcome = { ...this.#outcome(record, "row"), "row/seconds": costMs / 1000 };
    const end = sessionEndEvent(timeMs, statusOf(record));
    return [start, ...points ?? [], scalarsEvent(moment, outcome), end];
  }

  #moment({ row, endMs }: RowRecord) {
    return { timeMs: this.#originMs + endMs, step: row };
  }

  /** The first row of the same configuration. */
  #firstRow(record: RowRecord): number {
    if (record.replicate === 0) return record.row;
    for (const row of this.#options.records.history.rows.slice(this.#grouped)) {
      const key = configurationKey(row);
      if (!this.#firstRows.has(key)) this.#firstRows.set(key, row.row);
      this.#grouped++;
    }
    return this.#firstRows.get(configurationKey(record))!;
  }

  /** What a row has to show for itself, by tags; of several objectives y is the first one. */
  #outcome({ y, responses, constraints = [] }: RowRecord, part: string): Scalars {
    const { objectives = [] } = this.#options;
    const named = responses.map((value, j) => {
      const name = objectives[j]?.name ??
        (responses.length > 1 ? `response_${j + 1}` : undefined);
      return name === undefined ? [] : [[`${part}/${tagOf(name)}`, value] as const];
    });
    return Object.fromEntries([
      ...(objectives.length > 1 ? [] : [[`${part}/y`, y] as const]),
      ...named.flat(),
      ...constraints.map((value, j) => [`${part}/constraint_${j + 1}`, value] as const),
    ]);
  }
}

const configurationKey = ({ x, budget }: Pick<RowRecord, "x" | "budget">) =>
  JSON.stringify([pointKey(x), budget]);

/** An objective's name beside the tags that stand for something else. */
function tagOf(name: string): string {
  const isTaken = /^(y|best|front_size|seconds|curve|constraint_\d+)$/.test(name);
  return isTaken ? `${name} (objective)` : name;
}

/** How many rows ended without a usable value; none, where there is no such row yet. */
function counts({ failures, pruned, infeasible }: Progress): Scalars {
  const all = { failed: failures, pruned, infeasible };
  const some = Object.entries(all).filter(([, count]) => count > 0);
  return Object.fromEntries(some.map(([name, count]) => [`rows/${name}`, count]));
}

/** A pruned row is neither a success nor a failure. */
function statusOf(record: RowRecord): SessionStatus {
  const status = rowStatus(record);
  return status === "failed" ? "failure" : status === "pruned" ? "unknown" : "success";
}

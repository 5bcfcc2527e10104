/** The row log around a backend: finished rows are kept, and not evaluated again. @module */
import config from "../../deno.json" with { type: "json" };
import type { RunIdentity } from "./identity.ts";
import type { RunAttribute } from "./journal.ts";
import { openRowLog, type RowLog } from "./row_log.ts";
import { setAside } from "./set_aside.ts";
import type { ModuleGraph } from "../modules/module_graph.ts";
import { closedError } from "../../spot/core/objective/backend.ts";
import { fromExactData, toExactData } from "../../spot/core/exact/exact_number.ts";
import type { RowStore } from "../../spot/core/objective/batch_objective.ts";
import type { EvaluationResult, EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import { type Objective, objectiveName } from "../../spot/core/objective/objective.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";

/** Options of {@linkcode LogStore}. */
export interface LogStoreOptions {
  readonly onWarning: (message: string) => void;
  /** The objective's files, which the log keeps digests of. */
  readonly modules: ModuleGraph;
  /** Take the log's rows although the objective's files have changed since. */
  readonly acceptChanges: boolean;
  /** Begin a new log, and keep the old one under another name. */
  readonly forceRun: boolean;
  /** How rows are evaluated, as plain data, for those who go on with the run. */
  readonly backend: Readonly<Record<string, unknown>>;
}

/** Opens the log with the first rows, answers from it, and appends what is evaluated. */
export class LogStore implements RowStore {
  readonly #path: string;
  readonly #objective: Objective;
  readonly #onWarning: (message: string) => void;
  readonly #modules: ModuleGraph;
  readonly #acceptChanges: boolean;
  readonly #backend: LogStoreOptions["backend"];
  #forceRun: boolean;
  #log: RowLog | undefined;
  /** What the log keeps: runs of the same problem may share it, each with an object of its own. */
  readonly #problems = new WeakSet<Problem>();
  #told = 0;
  #closed = false;

  constructor(
    path: string,
    objective: Objective,
    { onWarning, forceRun, modules, acceptChanges, backend }: LogStoreOptions,
  ) {
    this.#backend = backend;
    [this.#modules, this.#acceptChanges, this.#forceRun] = [modules, acceptChanges, forceRun];
    [this.#path, this.#objective, this.#onWarning] = [path, objective, onWarning];
  }

  tryOpen(problem: Problem): boolean {
    try {
      this.#open(problem);
      return true;
    } catch {
      return false;
    }
  }

  find(tasks: readonly EvaluationTask[], problem: Problem): EvaluationResult[] {
    const log = this.#open(problem);
    return tasks.flatMap((task) => log.find(task) ?? []);
  }

  keep(task: EvaluationTask, result: EvaluationResult): EvaluationResult {
    if (this.#closed || !this.#log) return result;
    const isSaved = this.#log.append(task, result);
    this.#tell(this.#log);
    if (!isSaved) return result;
    const { checkpoint: _, ...others } = result;
    return others;
  }

  complete(task: EvaluationTask): EvaluationTask {
    const { predecessor, checkpoint } = task;
    if (predecessor === undefined || checkpoint || !this.#log) return task;
    const kept = this.#log.findCheckpoint(predecessor);
    this.#tell(this.#log);
    return kept ? { ...task, checkpoint: kept } : task;
  }

  close(): void {
    this.#closed = true;
    this.#log?.close();
    if (this.#log) this.#tell(this.#log);
  }

  #open(problem: Problem): RowLog {
    if (this.#closed) throw closedError();
    if (this.#log && this.#problems.has(problem)) return this.#log;
    const { moduleUrl, exportName, identity: objective } = this.#objective;
    const name = objectiveName(this.#objective);
    const modules = this.#modules.digests;
    const { version } = config;
    const identity = { name, moduleUrl, exportName, objective, problem, version, modules };
    if (this.#log) this.#log.checkIdentity(identity);
    else this.#log = this.#begin(identity, this.#describe(problem));
    this.#problems.add(problem);
    return this.#log;
  }

  /** What it takes to go on with the run; nothing if that was not told. */
  #describe({ run }: Problem): RunAttribute | undefined {
    if (!run) return undefined;
    const { moduleUrl, exportName, definition } = this.#objective;
    const name = objectiveName(this.#objective);
    return asKept({
      ...run,
      objective: { name, moduleUrl, exportName, definition },
      backend: this.#backend,
    });
  }

  #begin(identity: RunIdentity, run: RunAttribute | undefined): RowLog {
    if (this.#forceRun) this.#setAside();
    const log = openRowLog(this.#path, identity, { acceptChanges: this.#acceptChanges, run });
    this.#tell(log);
    return log;
  }

  #setAside(): void {
    const name = setAside(this.#path);
    if (name) this.#onWarning(`The row log '${this.#path}' begins anew: the old one is '${name}'`);
    this.#forceRun = false;
  }

  #tell({ notices }: RowLog): void {
    for (; this.#told < notices.length; this.#told++) this.#onWarning(notices[this.#told]);
  }
}

/** As JSON keeps it, so that what is told again is the same. */
function asKept(value: RunAttribute): RunAttribute {
  return fromExactData(JSON.parse(JSON.stringify(toExactData(value)))) as RunAttribute;
}

/** The row log around a backend: finished rows are kept, and not evaluated again. @module */
import config from "../../deno.json" with { type: "json" };
import { BackendError } from "../complete.ts";
import { openRowLog, type RowLog, type RunIdentity, setAside } from "./mod.ts";
import type { ModuleGraph } from "../modules/module_graph.ts";
import { breathe } from "../../spot/core/objective/breath.ts";
import type { EvaluationResult, EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import { hasFailed } from "../../spot/core/objective/evaluation_error.ts";
import { type Objective, objectiveName } from "../../spot/core/objective/objective.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";

/** Options of {@linkcode LogPolicy}. */
export interface LogPolicyOptions {
  readonly onWarning: (message: string) => void;
  /**
   * Where "throw", a row that threw, crashed or ran too long ends the run and is not kept: it is
   * evaluated again when the run is resumed.
   */
  readonly onError: "throw" | "record";
  /** The objective's files, which the log keeps digests of. */
  readonly modules: ModuleGraph;
  /** Take the log's rows although the objective's files have changed since. */
  readonly acceptChanges: boolean;
  /** Begin a new log, and keep the old one under another name. */
  readonly forceRun: boolean;
}

/** Opens the log with the first rows, answers from it, and appends what is evaluated. */
export class LogPolicy {
  readonly #path: string;
  readonly #objective: Objective;
  readonly #onWarning: (message: string) => void;
  readonly #keepsFailed: boolean;
  readonly #modules: ModuleGraph;
  readonly #acceptChanges: boolean;
  #forceRun: boolean;
  #log: RowLog | undefined;
  /** What the log keeps: runs of the same problem may share it, each with an object of its own. */
  readonly #problems = new WeakSet<Problem>();
  #told = 0;
  #closed = false;

  constructor(
    path: string,
    objective: Objective,
    { onWarning, onError, forceRun, modules, acceptChanges }: LogPolicyOptions,
  ) {
    [this.#modules, this.#acceptChanges] = [modules, acceptChanges];
    [this.#forceRun, this.#keepsFailed] = [forceRun, onError === "record"];
    [this.#path, this.#objective, this.#onWarning] = [path, objective, onWarning];
  }

  /** Opens the log, if it can be; if not, `evaluate` tells why. */
  tryOpen(problem: Problem): boolean {
    try {
      this.#open(problem);
      return true;
    } catch {
      return false;
    }
  }

  /** Yields the log's results, then those of the rows that it does not have. */
  async *evaluate(
    tasks: readonly EvaluationTask[],
    problem: Problem,
    evaluate: (tasks: readonly EvaluationTask[]) => AsyncIterable<EvaluationResult>,
  ): AsyncGenerator<EvaluationResult, void, undefined> {
    const log = this.#open(problem);
    const known = tasks.map((task) => log.find(task));
    const left = tasks.filter((_, i) => known[i] === undefined);
    const byRow = new Map(left.map((task) => [task.row, task]));
    const found = known.filter((result) => result !== undefined);
    yield* found;
    if (found.length > 0) await breathe();
    try {
      for await (const result of evaluate(left)) {
        const task = byRow.get(result.row);
        const isKept = this.#keepsFailed || !hasFailed(result);
        if (task && isKept && !this.#closed) log.append(task, result);
        this.#tell(log);
        yield result;
      }
    } catch (error) {
      throw error instanceof BackendError ? withResults(error, found) : error;
    }
  }

  close(): void {
    this.#closed = true;
    this.#log?.close();
    if (this.#log) this.#tell(this.#log);
  }

  #open(problem: Problem): RowLog {
    if (this.#closed) throw new Error("Cannot evaluate rows as the parallel objective is closed");
    if (this.#log && this.#problems.has(problem)) return this.#log;
    const { moduleUrl, exportName, identity: objective } = this.#objective;
    const name = objectiveName(this.#objective);
    const modules = this.#modules.digests;
    const { version } = config;
    const identity = { name, moduleUrl, exportName, objective, problem, version, modules };
    if (this.#log) this.#log.checkIdentity(identity);
    else this.#log = this.#begin(identity);
    this.#problems.add(problem);
    return this.#log;
  }

  #begin(identity: RunIdentity): RowLog {
    if (this.#forceRun) this.#setAside();
    const log = openRowLog(this.#path, identity, { acceptChanges: this.#acceptChanges });
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

/** Finished are the log's rows, too. */
function withResults(
  { message, cause, results }: BackendError,
  found: readonly EvaluationResult[],
): BackendError {
  return new BackendError(message, [...found, ...results], { cause });
}

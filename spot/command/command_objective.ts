/** Any program as the objective. @module */
import { messageOf } from "../core/options/message_of.ts";
import type {
  CheckFunction,
  ObjectiveContext,
  ObjectiveFunction,
  ObjectiveValue,
} from "../core/objective/objective.ts";
import { RowFailure } from "../core/objective/evaluation_error.ts";
import type { Space, Typed } from "../core/space/define_space.ts";
import type { Configuration } from "../core/space/variable.ts";
import {
  type CommandObjectiveOptions,
  definitionOf,
  resolveCommandOptions,
  type ResolvedCommandOptions,
} from "./command_options.ts";
import { checkProgram } from "./find_program.ts";
import { PrintedResult } from "./printed_result.ts";
import { UnfitCheckpoint } from "./packed_checkpoint.ts";
import { keepCheckpoint, placeCheckpoint } from "./row_checkpoint.ts";
import { rowEnvironment } from "./row_environment.ts";
import { type ProgramEnd, runProgram } from "./run_program.ts";
import { openScratchFolder } from "./scratch_folder.ts";

/** An objective that runs a program for each row. */
export type CommandObjective<C extends Configuration = Configuration> =
  & ObjectiveFunction<C>
  & Typed<C>
  & {
    /** The space that it is defined on. */
    readonly space: Space<C>;
    /** Refuses a program that does not exist. */
    readonly check: CheckFunction;
    /** What tells it from other commands: for the row log. */
    readonly identity: Readonly<Record<string, unknown>>;
    /** The options that it was made with, but for its space: for the row log. */
    readonly definition: Readonly<Record<string, unknown>>;
    /** URLs of the files that the command names: for the row log. */
    readonly files: readonly string[];
    /** How many cores one row takes. */
    readonly coresPerRow: number;
  };

/**
 * Makes an objective of a program, which runs once for each row.
 *
 * The program's result is what it prints on stdout: the last JSON line `{"value": 0.31}` or
 * `{"values": [0.31, 12], "constraints": [-0.1]}`, else the last line that is a number, else the last
 * value on the way, `{"step": 3, "value": 0.5}`. Other lines are ignored. In its environment are
 * SPOT_ROW, SPOT_SEED (31 bits that depend on master seed and replicate alone), SPOT_REPLICATE,
 * SPOT_CORES, SPOT_SCRATCH (a folder of the row's own) and SPOT_CONFIGURATION (JSON); placeholders may
 * name them, too. In a run with `fidelity` there are as well SPOT_BUDGET, SPOT_CHECKPOINT (what the
 * program left at a smaller budget, a file or a folder, if it did) and SPOT_CHECKPOINT_OUT (where it may
 * leave one, of 256 MiB at most).
 *
 * A program that fails, takes too long, prints no result or is killed is a failed row, with its last
 * lines. All that it has started ends with the row, and with this process, also by `kill -9`; not what
 * leaves its process group, and on Windows only the program itself.
 *
 * @returns The objective; `makeParallel` with method "concurrent" runs several at a time.
 * @throws {TypeError | RangeError} If an option is unknown or breaks its rule, a placeholder names
 * nothing, or a variable has no placeholder.
 *
 * @example
 * ```ts
 * import { commandObjective, defineSpace, float, funControlInit, int } from "@spot/spot";
 * import { makeParallel, Spot } from "@spot/spot";
 *
 * const space = defineSpace({ rate: float(1e-4, 1, { scale: "log" }), depth: int(1, 8) });
 * const script = "BEGIN {{ print (rate - 0.1) ^ 2 + depth }}"; // a brace of its own is doubled
 * const command = ["awk", "-v", "rate={rate}", "-v", "depth={depth}", script];
 * const train = commandObjective({ command, space, timeoutMs: 60_000 });
 * await using fun = makeParallel(train, { method: "concurrent", numCores: 2 });
 * const spot = await new Spot({ fun, funControl: funControlInit({ funEvals: 12 }) }).run();
 * console.log(spot.minConfiguration);
 * ```
 */
export function commandObjective<C extends Configuration>(
  options: CommandObjectiveOptions<C>,
): CommandObjective<C> {
  const resolved = resolveCommandOptions(options);
  const { name, template, space, files, coresPerRow, environment, folder } = resolved;
  const evaluate = (_: readonly number[], context: ObjectiveContext) =>
    evaluateProgram(resolved, context);
  const objective = Object.assign(evaluate, {
    space: space as Space<C>,
    check: () => checkProgram(template.program, folder),
    identity: Object.freeze({ command: template.words, environment }),
    definition: definitionOf(options, resolved),
    files,
    coresPerRow,
  });
  return Object.freeze(Object.defineProperty(objective, "name", { value: name }));
}

async function evaluateProgram(
  options: ResolvedCommandOptions,
  context: ObjectiveContext,
): Promise<ObjectiveValue> {
  const { template, environment, folder, timeoutMs, coresPerRow } = options;
  await using scratch = await openScratchFolder(context.row, options.scratch);
  const checkpoint = await placeCheckpoint(context, scratch.path);
  const own = rowEnvironment(context, { scratch: scratch.path, coresPerRow, checkpoint });
  const texts = new Map(Object.entries({ ...own, ...context.configuration }));
  if (options.budget !== undefined && own.SPOT_BUDGET) texts.set(options.budget, own.SPOT_BUDGET);
  const words = template.fill((name) => texts.get(name)?.toString());
  const result = new PrintedResult((step, value) => {
    // What is thrown here ends the program.
    if (context.report(step, value)) throw new Error("the row is hopeless beside others");
  });
  const end = await runProgram({ words, environment: { ...environment, ...own }, folder }, {
    signal: context.signal,
    timeoutMs,
    onOutput: (bytes) => result.add(bytes),
  });
  await scratch.keep(end);
  const value = valueOf(end, result, timeoutMs);
  try {
    await keepCheckpoint(checkpoint, context.saveCheckpoint);
  } catch (error) {
    if (!(error instanceof UnfitCheckpoint)) throw error;
    throw failure("exception", `left a checkpoint ${error.message}`, end);
  }
  return value;
}

function valueOf(
  end: ProgramEnd,
  result: PrintedResult,
  timeoutMs: number | undefined,
): ObjectiveValue {
  const { code, signal, isLate, refusal } = end;
  if (refusal) throw failure("exception", `was ended as ${messageOf(refusal.error)}`, end);
  if (isLate) throw failure("timeout", `took longer than ${timeoutMs} ms`, end);
  if (signal) throw failure("crash", `was killed by ${signal}`, end);
  if (code !== 0) throw failure("exception", `ended with exit code ${code}`, end);
  const printed = result.end();
  // Constraints are for those who read them.
  if ("value" in printed) return printed.value as ObjectiveValue;
  throw failure("exception", `printed ${printed.why}`, end);
}

/** Most characters of the last lines; a line of theirs may be long. */
const MOST_TOLD = 1000;

function failure(
  kind: RowFailure["kind"],
  what: string,
  { output, errors }: ProgramEnd,
): RowFailure {
  const lines = (errors.lastLines || output.lastLines).slice(-MOST_TOLD);
  const message = `the program ${what}${lines === "" ? "" : `: ${lines}`}`;
  const details = [errors.text, output.text].filter((text) => text !== "").join("\n");
  return new RowFailure(kind, message, `${message}\n${details}`);
}

/** Tuning a program of the user's. @module */
import { makeParallel } from "../../../backends/make_parallel.ts";
import { type CommandObjective, commandObjective } from "../../command/command_objective.ts";
import { funControlInit, type FunControlOptions } from "../../control/fun_control.ts";
import { printError } from "../../core/options/notify.ts";
import type { Space } from "../../core/space/define_space.ts";
import { designControlInit } from "../../design/design_control.ts";
import type { RunRecord } from "../../record.ts";
import type { ServedReport } from "../../report/live/serve_report.ts";
import type { CommandContext } from "../command.ts";
import { openLivePage } from "../live_page.ts";
import { UsageError } from "../options.ts";
import { followRun } from "../followed_run.ts";
import { checkFolder } from "../write_file.ts";
import { budgetNotice } from "./budgets.ts";
import { loadSpace } from "./load_space.ts";
import type { TuneProgramOptions } from "./options.ts";
import { publish } from "./publish.ts";

/** Tunes a program, prints the best command line and saves the report; returns the exit code. */
export async function tuneProgram(
  options: TuneProgramOptions,
  context: CommandContext,
): Promise<number> {
  const space = await loadSpace(options.space);
  const objective = await defineProgram(options, space);
  checkFolder("tune", options.out);
  const unread = options.fidelity && budgetNotice(options.program, options.fidelity);
  if (unread !== undefined) printError(unread);
  const title = `Tuning ${objective.name}`;
  await using page = await openLivePage(options.serve, title);
  const record = await run(objective, options, { ...context, page });
  const saved = await publish(record, { ...options, title });
  await page?.close(saved);
  return 0;
}

/**
 * Makes the objective of a program.
 *
 * @throws {UsageError} If the program does not exist, or its arguments are wrong.
 */
export async function defineProgram(
  { program, timeoutMs, coresPerRow, files, scratch, fidelity }: TuneProgramOptions,
  space: Space,
): Promise<CommandObjective> {
  try {
    const objective = commandObjective({
      command: program,
      space,
      timeoutMs,
      coresPerRow,
      files,
      scratch,
      ...(fidelity?.name !== undefined && { budget: fidelity.name }),
    });
    await objective.check({ seed: 0, variables: space.variables, controls: {} });
    return objective;
  } catch (error) {
    const isRefused = error instanceof TypeError || error instanceof RangeError;
    throw isRefused ? new UsageError(error.message) : error;
  }
}

async function run(
  objective: CommandObjective,
  options: TuneProgramOptions,
  { page, ...context }: CommandContext & { readonly page: ServedReport | undefined },
): Promise<RunRecord> {
  const { funEvals, maxTime, seed, maximize, numCores, log, acceptChanges } = options;
  await using fun = makeParallel(objective, {
    method: "concurrent",
    numCores,
    onError: "record",
    ...(log !== undefined && { log, acceptChanges }),
  });
  const { noise, funRepeats, ocbaDelta, infillCriterion, objectives, referencePoint } = options;
  const funControl = funControlInit({
    ...{ funEvals, maxTime, seed, noise, funRepeats, ocbaDelta, infillCriterion, referencePoint },
    failures: options.failures,
    ...(objectives ? { objectives } : { weights: maximize ? -1 : 1 }),
    pruning: options.pruning,
    fidelity: options.fidelity,
    tensorboardLog: options.tensorboard,
    ...lagOf(options, fun.numCores),
  });
  const designControl = designControlInit({ initSize: options.initSize, repeats: funRepeats });
  const label = objective.name;
  return await followRun(
    { fun, funControl, designControl },
    { label, maximize, log, page },
    context,
  );
}

/** One run at a time knows all before it; steps know all before them. */
function lagOf(
  { nPoints, ocbaDelta, pending: given }: TuneProgramOptions,
  numCores: number,
): Pick<FunControlOptions, "nPoints" | "asynchronous" | "pending"> {
  if (nPoints > 1 || ocbaDelta > 0) return { nPoints };
  const pending = given ?? numCores;
  return pending > 1 ? { asynchronous: true, pending } : {};
}

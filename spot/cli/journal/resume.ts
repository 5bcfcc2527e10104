/** `resume`: a run goes on from its log. @module */
import { describeValue } from "../../../backends/log/canonical.ts";
import { makeParallel } from "../../../backends/make_parallel.ts";
import type { Method } from "../../../backends/method.ts";
import { type MethodName, methods } from "../../../backends/parallel_options.ts";
import { subprocess, type SubprocessOptions } from "../../../backends/subprocess/subprocess.ts";
import { diabetes } from "../../../data/diabetes.ts";
import { choice, integer, path, positiveNumber } from "../../core/options/options.ts";
import { printError } from "../../core/options/notify.ts";
import { optionsOfRun } from "../../run/run_description.ts";
import { type Command, type CommandContext, type ListedCommand, main } from "../command.ts";
import { type CommandOptions, type OptionValues, resultOptions, UsageError } from "../options.ts";
import { openLivePage } from "../live_page.ts";
import { publish } from "../program/publish.ts";
import { followRun } from "../followed_run.ts";
import { sharedTable } from "../tune/options.ts";
import { checkFolder } from "../write_file.ts";
import { loggedObjective } from "./logged_objective.ts";
import { publishedRun } from "./published_run.ts";
import { logOperand } from "./report.ts";
import { type LoggedBackend, requireLog, type RunOfLog, runOfLog } from "./run_of_log.ts";

const action = "resume";
const methodNames = Object.keys(methods) as MethodName[];

const options = {
  ...logOperand,
  evals: { kind: integer(1), help: "rows in all [as before]" },
  cores: { kind: integer(1, 1024), help: "cores to use [as before]" },
  method: { kind: choice(methodNames), help: `${methodNames.join(", ")} [as before]` },
  maxTime: { kind: positiveNumber, placeholder: "minutes", help: "time from now on [no limit]" },
  space: {
    kind: path,
    placeholder: "file",
    help: "a program's search space, where it has a constraint",
  },
  acceptChanges: { help: "go on although a file of the objective has changed" },
  out: {
    kind: path,
    placeholder: "folder",
    help: "folder of the report",
    default: "results/tune",
  },
  serve: sharedTable.serve,
  ...resultOptions,
} satisfies CommandOptions;

type ResumeValues = OptionValues<typeof options>;

async function resume(values: ResumeValues, context: CommandContext): Promise<number> {
  const log = requireLog(action, values.log);
  const read = runOfLog(action, log);
  const { run } = read;
  const dataSet = await dataOf(read);
  refuseMissing(read);
  const objective = await loggedObjective(run, values.space);
  checkFolder(action, values.out);
  const { acceptChanges, cores: numCores = run.backend.numCores } = values;
  const { onError } = run.backend;
  const method = methodOf(run.backend, values.method);
  await using fun = makeParallel(objective, { method, numCores, onError, log, acceptChanges });
  const { funControl, ...others } = optionsOfRun(run);
  const { evals: funEvals = run.funControl.funEvals, maxTime = Infinity } = values;
  const controls = { ...run.funControl, ...funControl, dataSet, funEvals, maxTime };
  const published = publishedRun(run);
  if (read.rows.length >= funEvals) {
    printError(`All ${funEvals} rows are in ${log}: more are asked for by --evals`);
  }
  await using page = await openLivePage(values.serve, published.title);
  const shown = { page, label: run.objective.name, maximize: published.maximize, log };
  const record = await followRun(
    { fun, ...others, funControl: { ...controls, showProgress: false } },
    { ...shown, xStart: run.xStart },
    context,
  );
  const saved = await publish(record, { ...published, out: values.out, json: values.json, log });
  await page?.close(saved);
  return 0;
}

/** Data are in no log; the package's own are known by what the log says of its data. */
async function dataOf({ identity, run }: RunOfLog): Promise<unknown> {
  if (!run.missing.includes("dataSet")) return undefined;
  const own = await diabetes();
  if (describeValue("dataSet", own) === identity.dataSet) return own;
  throw new UsageError(
    "Cannot resume as the run has data of its own ('dataSet'), which no log keeps: run its script again",
  );
}

function refuseMissing({ run }: RunOfLog): void {
  const missing = run.missing.filter((name) => name !== "dataSet");
  if (missing.length === 0) return;
  throw new UsageError(
    `Cannot resume as a log cannot keep ${missing.join(", ")}: run the script again, which goes on`,
  );
}

function methodOf(
  { name, options = {} }: LoggedBackend,
  given: MethodName | undefined,
): MethodName | Method {
  const chosen = given ?? methodNames.find((known) => known === name);
  if (chosen === "subprocess") {
    return subprocess(name === chosen ? options as SubprocessOptions : {});
  }
  if (chosen !== undefined) return chosen;
  throw new UsageError(
    `Cannot resume as method '${name}' needs its script: run that again, or name another by '--method'`,
  );
}

const command: Command<typeof options> = {
  usage: "spot resume",
  action,
  summary:
    "Goes on with the run of a log: of a program, or of an objective that a module exports.\n" +
    "Finished rows are not evaluated again, and the result has the same bits as without a break.",
  examples: ["spot resume run.journal", "spot resume run.journal --evals 200 --cores 8"],
  options,
  run: resume,
};

/** `resume`, as the command line lists it. */
export const listed: ListedCommand = { texts: [command], call: (args) => main(command, args) };

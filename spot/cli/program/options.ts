/** Options of `tune` with a program of the user's. @module */
import { type CommandOptions, type OptionValues, UsageError } from "../options.ts";
import { checkExists, sharedTable } from "../tune/options.ts";
import {
  choice,
  integer,
  listOf,
  number,
  path,
  positiveNumber,
} from "../../core/options/options.ts";
import type { GoalControl } from "../../control/goal_options.ts";
import { type FidelityOptions, resolveFidelity } from "../../fidelity/fidelity_control.ts";
import type { InfillCriterionName } from "../../infill/criteria.ts";
import type { PruningName } from "../../pruning/pruning_control.ts";
import { budgetRange } from "./budgets.ts";
import { checkCombinations } from "./combinations.ts";
import { objectiveList, referenceNumbers } from "./objectives.ts";

/** Longest time that timers count. */
const LONGEST_SECONDS = 2_147_483;

/** The command's options. */
export const programOptionTable = {
  space: {
    kind: path,
    placeholder: "file",
    help: "search space: JSON, or a TypeScript module that exports `space`",
  },
  evals: { kind: integer(1), help: "runs of the program in all", default: 60 },
  initSize: { kind: integer(1), help: "size of the Latin hypercube [10]" },
  cores: sharedTable.cores,
  coresPerRow: {
    kind: integer(1, 1024),
    help: "cores that one run of the program uses",
    default: 1,
  },
  nPoints: { kind: integer(1), help: "points proposed at a time, in steps that wait for all [1]" },
  pending: {
    kind: integer(1),
    help: "runs that a proposal does not wait for; the results depend on it [runs at a time]",
  },
  timeout: {
    kind: number({ min: 0, aboveMin: true, max: LONGEST_SECONDS }),
    placeholder: "seconds",
    help: "time limit of one run [none]",
  },
  maxTime: { kind: positiveNumber, placeholder: "minutes", help: "time for all runs [no limit]" },
  seed: sharedTable.seed,
  pruning: {
    kind: choice<PruningName>(["median", "percentile", "halving"]),
    help: "end runs whose values on the way are hopeless: median, percentile, halving [none]",
  },
  fidelity: {
    kind: budgetRange,
    placeholder: "name:lower:upper:eta",
    help:
      "cheap runs first, one in eta goes on: epochs:1:27:3; {epochs} and SPOT_BUDGET say how far [none]",
  },
  brackets: { kind: integer(1), help: "brackets of Hyperband, with --fidelity [1]" },
  noise: { help: "the program's value is noisy: points are judged by the mean of their runs" },
  funRepeats: { kind: integer(1), help: "runs of each point [1]" },
  ocbaDelta: {
    kind: integer(1),
    help: "further runs of known points in each step, with --noise and --fun-repeats [none]",
  },
  infillCriterion: {
    kind: choice<InfillCriterionName>(["auto", "ei", "pi", "lcb", "y"]),
    help: "what proposals maximise: auto, ei, pi, lcb, y [auto]",
  },
  maximize: { help: "look for the largest value instead of the smallest" },
  objectives: {
    kind: objectiveList,
    placeholder: "names",
    help: "several values that the program prints, as error,speed:maximize [one value]",
  },
  referencePoint: {
    kind: referenceNumbers,
    placeholder: "numbers",
    help: "with --objectives: up to where the hypervolume counts, as 1.1,20 [chosen]",
  },
  failures: {
    kind: choice<GoalControl["failures"]>(["penalize", "avoid"]),
    help: "whether runs that fail count as bad ones, or where they fail is modelled",
    default: "penalize",
  },
  log: sharedTable.log,
  resume: sharedTable.resume,
  tensorboard: sharedTable.tensorboard,
  files: {
    kind: listOf(path),
    placeholder: "files",
    help: "files that the values depend on, separated by commas [those that arguments name]",
  },
  acceptChanges: { help: "go on with a log although a file of the program has changed" },
  scratch: {
    kind: path,
    placeholder: "folder",
    help: "keeps a folder for each run, with what it printed [temporary folders]",
  },
  out: sharedTable.out,
  json: sharedTable.json,
  serve: sharedTable.serve,
} as const satisfies CommandOptions;

/** Options with the defaults filled in. */
export interface TuneProgramOptions {
  readonly space: string;
  readonly program: readonly string[];
  readonly funEvals: number;
  readonly initSize: number;
  readonly numCores: number | "auto";
  readonly coresPerRow: number;
  readonly pending: number | undefined;
  readonly timeoutMs: number | undefined;
  /** Minutes. */
  readonly maxTime: number;
  readonly seed: number;
  readonly nPoints: number;
  readonly noise: boolean;
  readonly funRepeats: number;
  readonly ocbaDelta: number;
  readonly infillCriterion: InfillCriterionName;
  readonly maximize: boolean;
  readonly objectives: GoalControl["objectives"];
  readonly referencePoint: GoalControl["referencePoint"];
  readonly failures: GoalControl["failures"];
  readonly pruning: PruningName | undefined;
  readonly fidelity: FidelityOptions | undefined;
  readonly log: string | undefined;
  readonly tensorboard: string | undefined;
  readonly acceptChanges: boolean;
  readonly files: readonly string[] | undefined;
  readonly scratch: string | undefined;
  readonly out: string;
  readonly json: boolean;
  /** The port of the page while rows run. */
  readonly serve: number | undefined;
}

/**
 * Fills in the defaults.
 *
 * @throws {UsageError} If options are missing or do not go together, or the log to resume does not exist.
 */
export function resolveProgramOptions(
  values: OptionValues<typeof programOptionTable>,
  program: readonly string[],
): TuneProgramOptions {
  const { space, evals, log, resume, timeout, cores = "auto", maxTime = Infinity, ...others } =
    values;
  const { nPoints = 1, funRepeats = 1, ocbaDelta = 0, infillCriterion = "auto", brackets } = values;
  const { initSize = Math.max(1, Math.min(10, Math.floor(evals / funRepeats))) } = values;
  const why = "Cannot tune as";
  if (program.length === 0) {
    throw new UsageError(`${why} the program to tune must follow its options after '--'`);
  }
  if (space === undefined) {
    throw new UsageError(`${why} a program needs '--space', the file of its search space`);
  }
  checkCombinations(values);
  checkReference(values);
  checkDesign({ evals, initSize, funRepeats });
  if (resume !== undefined) checkExists(resume);
  return {
    ...others,
    ...{ nPoints, funRepeats, ocbaDelta, infillCriterion },
    maximize: values.maximize || isMaximised(values.objectives),
    objectives: values.objectives,
    referencePoint: values.referencePoint,
    fidelity: values.fidelity && withBrackets(values.fidelity, brackets),
    space,
    program,
    funEvals: evals,
    initSize,
    numCores: cores,
    pending: values.pending,
    pruning: values.pruning,
    timeoutMs: timeout === undefined ? undefined : 1000 * timeout,
    maxTime,
    log: log ?? resume,
    tensorboard: values.tensorboard,
    files: values.files,
    scratch: values.scratch,
    serve: values.serve,
  };
}

/** One objective with a name is one value, as without. */
function isMaximised(objectives: GoalControl["objectives"] = []): boolean {
  return objectives.length === 1 && objectives[0].direction === "maximize";
}

function checkReference(
  { objectives = [], referencePoint }: Pick<GoalControl, "objectives" | "referencePoint">,
): void {
  const { length } = objectives;
  if (referencePoint === undefined || (length > 1 && referencePoint.length === length)) return;
  const rule = length > 1
    ? `have one number for each of the ${length} objectives`
    : "go with several '--objectives'";
  throw new UsageError(
    `Cannot tune as '--reference-point' must ${rule}: current value is ${referencePoint}`,
  );
}

/** Each point of the design runs as often as others. */
function checkDesign({ evals, initSize, funRepeats }: {
  readonly evals: number;
  readonly initSize: number;
  readonly funRepeats: number;
}): void {
  if (initSize * funRepeats <= evals) return;
  const product = funRepeats === 1 ? "" : " times --fun-repeats";
  throw new UsageError(
    `Cannot tune as '--init-size'${product} must be at most --evals, ${evals}: current value is ${
      initSize * funRepeats
    }`,
  );
}

/** Budgets in brackets, of which there may be too many. */
function withBrackets(
  budgets: FidelityOptions,
  brackets: number | undefined,
): FidelityOptions {
  const fidelity = { ...budgets, ...(brackets !== undefined && { brackets }) };
  try {
    resolveFidelity("tune", fidelity);
    return fidelity;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

/** Options of `tune` with a program of the user's. @module */
import { type CommandOptions, type OptionValues, UsageError } from "../options.ts";
import { checkExists, checkShared, sharedTable } from "../tune/options.ts";
import { choice, integer, number, path, positiveNumber } from "../../core/options/options.ts";
import type { GoalControl } from "../../control/goal_options.ts";
import type { PruningName } from "../../pruning/pruning_control.ts";
import { objectiveList } from "./objectives.ts";

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
  maximize: { help: "look for the largest value instead of the smallest" },
  objectives: {
    kind: objectiveList,
    placeholder: "names",
    help: "several values that the program prints, as error,speed:maximize [one value]",
  },
  failures: {
    kind: choice<GoalControl["failures"]>(["penalize", "avoid"]),
    help: "whether runs that fail count as bad ones, or where they fail is modelled",
    default: "penalize",
  },
  log: sharedTable.log,
  resume: sharedTable.resume,
  acceptChanges: { help: "go on with a log although a file of the program has changed" },
  scratch: {
    kind: path,
    placeholder: "folder",
    help: "keeps a folder for each run, with what it printed [temporary folders]",
  },
  out: sharedTable.out,
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
  readonly maximize: boolean;
  readonly objectives: GoalControl["objectives"];
  readonly failures: GoalControl["failures"];
  readonly pruning: PruningName | undefined;
  readonly log: string | undefined;
  readonly acceptChanges: boolean;
  readonly scratch: string | undefined;
  readonly out: string;
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
  const { initSize = Math.min(10, evals) } = values;
  const why = "Cannot tune as";
  if (program.length === 0) {
    throw new UsageError(`${why} the program to tune must follow its options after '--'`);
  }
  if (space === undefined) {
    throw new UsageError(`${why} a program needs '--space', the file of its search space`);
  }
  checkShared({ evals, initSize, log, resume });
  if (values.acceptChanges && log === undefined && resume === undefined) {
    throw new UsageError(`${why} '--accept-changes' needs '--log' or '--resume'`);
  }
  for (const other of ["maximize", "pruning"] as const) {
    if (!values.objectives || !values[other]) continue;
    throw new UsageError(`${why} '--objectives' and '--${other}' do not go together`);
  }
  if (resume !== undefined) checkExists(resume);
  return {
    ...others,
    objectives: values.objectives,
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
    scratch: values.scratch,
  };
}

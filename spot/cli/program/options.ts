/** Options of `tune` with a program of the user's. @module */
import type { OptionTable, OptionValues } from "../options.ts";
import { UsageError } from "../usage_error.ts";
import { checkExists } from "../tune/options.ts";
import { integer, path, positiveNumber } from "../value_kinds.ts";

/** The command's options. */
export const programOptionTable = {
  space: {
    kind: path,
    placeholder: "file",
    help: "search space: JSON, or a TypeScript module that exports `space`",
  },
  evals: { kind: integer(1), placeholder: "n", help: "runs of the program in all [60]" },
  initSize: { kind: integer(1), placeholder: "n", help: "size of the Latin hypercube [10]" },
  cores: { kind: integer(1, 1024), placeholder: "n", help: "cores to use [all cores]" },
  coresPerRow: {
    kind: integer(1, 1024),
    placeholder: "n",
    help: "cores that one run of the program uses [1]",
  },
  pending: {
    kind: integer(1),
    placeholder: "n",
    help: "runs that a proposal does not wait for; the results depend on it [runs at a time]",
  },
  timeout: { kind: positiveNumber, placeholder: "seconds", help: "time limit of one run [none]" },
  maxTime: { kind: positiveNumber, placeholder: "minutes", help: "time for all runs [no limit]" },
  seed: { kind: integer(0), placeholder: "n", help: "master seed [125]" },
  maximize: { help: "look for the largest value instead of the smallest" },
  log: {
    kind: path,
    placeholder: "file",
    help: "file that keeps finished rows; those in it are not run again",
  },
  resume: { kind: path, placeholder: "file", help: "as --log, but the file must exist" },
  acceptChanges: { help: "go on with a log although a file of the program has changed" },
  scratch: {
    kind: path,
    placeholder: "folder",
    help: "keeps a folder for each run, with what it printed [temporary folders]",
  },
  out: { kind: path, placeholder: "folder", help: "folder of the report [results/tune]" },
} as const satisfies OptionTable;

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
  readonly log: string | undefined;
  readonly acceptChanges: boolean;
  readonly scratch: string | undefined;
  readonly out: string;
}

/** Longest time that timers count. */
const LONGEST_SECONDS = 2_147_483;

/**
 * Fills in the defaults.
 *
 * @throws {UsageError} If options are missing or do not go together, or the log to resume does not exist.
 */
export function resolveProgramOptions(
  values: OptionValues<typeof programOptionTable>,
  program: readonly string[],
): TuneProgramOptions {
  const { evals = 60, initSize = Math.min(10, evals), log, resume, timeout } = values;
  const why = "Cannot tune as";
  if (program.length === 0) {
    throw new UsageError(`${why} the program to tune must follow its options after '--'`);
  }
  if (values.space === undefined) {
    throw new UsageError(`${why} a program needs '--space', the file of its search space`);
  }
  if (initSize > evals) {
    throw new UsageError(
      `${why} '--init-size' must be at most --evals, ${evals}: current value is ${initSize}`,
    );
  }
  if (log !== undefined && resume !== undefined) {
    throw new UsageError(`${why} '--log' and '--resume' do not go together`);
  }
  if (values.acceptChanges && log === undefined && resume === undefined) {
    throw new UsageError(`${why} '--accept-changes' needs '--log' or '--resume'`);
  }
  if (timeout !== undefined && timeout > LONGEST_SECONDS) {
    throw new UsageError(
      `${why} '--timeout' must be at most ${LONGEST_SECONDS}: current value is ${timeout}`,
    );
  }
  if (resume !== undefined) checkExists(resume);
  return {
    space: values.space,
    program,
    funEvals: evals,
    initSize,
    numCores: values.cores ?? "auto",
    coresPerRow: values.coresPerRow ?? 1,
    pending: values.pending,
    timeoutMs: timeout === undefined ? undefined : 1000 * timeout,
    maxTime: values.maxTime ?? Infinity,
    seed: values.seed ?? 125,
    maximize: values.maximize,
    log: log ?? resume,
    acceptChanges: values.acceptChanges,
    scratch: values.scratch,
    out: values.out ?? "results/tune",
  };
}

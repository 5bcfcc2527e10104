/** Options of `tune`. @module */
import { type ScalerName, scalerNames } from "../../../data/scaler.ts";
import { choice, integer, path, positiveNumber } from "../../core/options/options.ts";
import { type CommandOptions, type OptionValues, resultOptions, UsageError } from "../options.ts";

const methods = ["worker", "subprocess", "sequential"] as const;
const FIRST_SPLIT_SEED = 1234;

/** Options of every kind of tuning. */
export const sharedTable = {
  cores: { kind: integer(1, 1024), help: "cores to use [all cores]" },
  seed: { kind: integer(0), help: "master seed", default: 125 },
  log: {
    kind: path,
    placeholder: "file",
    help: "file that keeps finished rows; those in it are not run again",
  },
  resume: { kind: path, placeholder: "file", help: "as --log, but the file must exist" },
  tensorboard: {
    kind: path,
    placeholder: "folder",
    help: "folder of event files for TensorBoard, each run in one of its own [none]",
  },
  out: {
    kind: path,
    placeholder: "folder",
    help: "folder of the reports",
    default: "results/tune",
  },
  ...resultOptions,
  serve: {
    kind: integer(0, 65_535),
    placeholder: "port",
    bare: "0",
    help: "shows the report on 127.0.0.1 while rows run [any free port]",
  },
} satisfies CommandOptions;

/** The command's options. */
export const optionTable = {
  evals: { kind: integer(1), help: "trainings for each split", default: 60 },
  initSize: { kind: integer(1), help: "size of the Latin hypercube [15]" },
  nPoints: { kind: integer(1), help: "points proposed at a time", default: 2 },
  cores: sharedTable.cores,
  method: { kind: choice(methods), help: methods.join(", "), default: "worker" },
  seed: sharedTable.seed,
  splits: { kind: integer(1, 100), help: "splits of the data, each tuned for itself", default: 3 },
  scaler: {
    kind: choice(scalerNames),
    help: `scaling of the features: ${scalerNames.join(", ")}`,
    default: "standard",
  },
  maxTime: { kind: positiveNumber, placeholder: "minutes", help: "time for each split [no limit]" },
  log: sharedTable.log,
  resume: sharedTable.resume,
  tensorboard: sharedTable.tensorboard,
  out: sharedTable.out,
  json: sharedTable.json,
  serve: sharedTable.serve,
} satisfies CommandOptions;

/** Options with the defaults filled in. */
export interface TuneOptions {
  readonly funEvals: number;
  readonly initSize: number;
  readonly nPoints: number;
  readonly numCores: number | "auto";
  readonly method: typeof methods[number];
  readonly seed: number;
  readonly splitSeeds: readonly number[];
  readonly scaler: ScalerName;
  /** Minutes. */
  readonly maxTime: number;
  readonly log: string | undefined;
  readonly tensorboard: string | undefined;
  readonly out: string;
  readonly json: boolean;
  /** The port of the page while rows run. */
  readonly serve: number | undefined;
}

/**
 * Fills in the defaults.
 *
 * @throws {UsageError} If options do not go together, or the log to resume does not exist.
 */
export function resolveTuneOptions(values: OptionValues<typeof optionTable>): TuneOptions {
  const { evals, splits, log, resume, cores = "auto", maxTime = Infinity, ...others } = values;
  const { initSize = Math.min(15, evals) } = values;
  checkShared({ evals, initSize, log, resume });
  const splitSeeds = Array.from({ length: splits }, (_, i) => FIRST_SPLIT_SEED + i);
  if (resume !== undefined) checkExists(logOfSplit(resume, splitSeeds[0], splitSeeds));
  return {
    ...others,
    funEvals: evals,
    initSize,
    splitSeeds,
    numCores: cores,
    maxTime,
    log: log ?? resume,
    serve: values.serve,
    tensorboard: values.tensorboard,
  };
}

/**
 * Checks what has to go together.
 *
 * @throws {UsageError} If it does not.
 */
function checkShared({ evals, initSize, log, resume }: {
  readonly evals: number;
  readonly initSize: number;
  readonly log?: string;
  readonly resume?: string;
}): void {
  if (initSize > evals) {
    throw new UsageError(
      `Cannot tune as '--init-size' must be at most --evals, ${evals}: current value is ${initSize}`,
    );
  }
  if (log === undefined || resume === undefined) return;
  throw new UsageError("Cannot tune as '--log' and '--resume' do not go together");
}

/** The log of one split: a file of its own where there are several. */
export function logOfSplit(log: string, seed: number, seeds: readonly number[]): string {
  if (seeds.length === 1) return log;
  const [, stem, extension] = /^(.*?)(\.[^./\\]*)?$/s.exec(log) ?? [];
  return `${stem}-${seed}${extension ?? ""}`;
}

/** Refuses to resume from a log that does not exist. */
export function checkExists(log: string): void {
  try {
    Deno.statSync(log);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError(`Cannot tune as the log to resume must exist: current value is '${log}'`);
  }
}

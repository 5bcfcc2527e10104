/** Options of `tune`. @module */
import { type ScalerName, scalerNames } from "../../../data/scaler.ts";
import type { OptionTable, OptionValues } from "../options.ts";
import { UsageError } from "../usage_error.ts";
import { choice, integer, path, positiveNumber } from "../value_kinds.ts";

const methods = ["worker", "subprocess", "sequential"] as const;
const FIRST_SPLIT_SEED = 1234;

/** The command's options. */
export const optionTable = {
  evals: { kind: integer(1), placeholder: "n", help: "trainings for each split [60]" },
  initSize: { kind: integer(1), placeholder: "n", help: "size of the Latin hypercube [15]" },
  nPoints: { kind: integer(1), placeholder: "n", help: "points proposed at a time [2]" },
  cores: { kind: integer(1, 1024), placeholder: "n", help: "number of workers [all cores]" },
  method: { kind: choice(methods), placeholder: "name", help: `${methods.join(", ")} [worker]` },
  seed: { kind: integer(0), placeholder: "n", help: "master seed [125]" },
  splits: {
    kind: integer(1, 100),
    placeholder: "n",
    help: "splits of the data, each tuned for itself [3]",
  },
  scaler: {
    kind: choice(scalerNames),
    placeholder: "name",
    help: `scaling of the features: ${scalerNames.join(", ")} [standard]`,
  },
  maxTime: { kind: positiveNumber, placeholder: "minutes", help: "time for each split [no limit]" },
  log: {
    kind: path,
    placeholder: "file",
    help: "file that keeps finished rows; those in it are not trained again",
  },
  resume: { kind: path, placeholder: "file", help: "as --log, but the file must exist" },
  out: { kind: path, placeholder: "folder", help: "folder of the reports [results/tune]" },
} as const satisfies OptionTable;

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
  readonly out: string;
}

/**
 * Fills in the defaults.
 *
 * @throws {UsageError} If options do not go together, or the log to resume does not exist.
 */
export function resolveTuneOptions(values: OptionValues<typeof optionTable>): TuneOptions {
  const { evals = 60, splits = 3, log, resume } = values;
  const { initSize = Math.min(15, evals) } = values;
  if (initSize > evals) {
    throw new UsageError(
      `Cannot tune as '--init-size' must be at most --evals, ${evals}: current value is ${initSize}`,
    );
  }
  if (log !== undefined && resume !== undefined) {
    throw new UsageError("Cannot tune as '--log' and '--resume' do not go together");
  }
  const splitSeeds = Array.from({ length: splits }, (_, i) => FIRST_SPLIT_SEED + i);
  if (resume !== undefined) checkExists(logOfSplit(resume, splitSeeds[0], splitSeeds));
  return {
    funEvals: evals,
    initSize,
    nPoints: values.nPoints ?? 2,
    numCores: values.cores ?? "auto",
    method: values.method ?? "worker",
    seed: values.seed ?? 125,
    splitSeeds,
    scaler: values.scaler ?? "standard",
    maxTime: values.maxTime ?? Infinity,
    log: log ?? resume,
    out: values.out ?? "results/tune",
  };
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

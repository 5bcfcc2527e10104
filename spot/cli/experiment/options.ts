/** Options of the experiment. @module */
import { type CommandOptions, type OptionValues, resultOptions, UsageError } from "../options.ts";
import { choice, integer, listOf, path } from "../../core/options/options.ts";

const MOST_CORES = 1024;

/** The parallel methods that the experiment compares. */
export const methods = ["worker", "subprocess"] as const;

/** A parallel method. */
export type Method = typeof methods[number];

/** The command's options. */
export const optionTable = {
  funEvals: { kind: integer(1), help: "trainings in each run [10, or the size of the design]" },
  initSize: { kind: integer(1), help: "size of the Latin hypercube [as many as trainings]" },
  seed: { kind: integer(0), help: "master seed", default: 125 },
  method: {
    kind: listOf(choice(["sequential", ...methods])),
    help: `${methods.join(", ")}; sequential runs always`,
    default: methods,
  },
  cores: {
    kind: listOf(integer(1, MOST_CORES)),
    placeholder: "counts",
    help: "numbers of cores [1, 2, 4, ... and all available]",
  },
  repeat: { kind: integer(1), help: "time each run n times, show the median", default: 1 },
  scaleTarget: { help: "standardise the target in training; losses stay in its units" },
  out: { kind: path, placeholder: "folder", help: "folder of the results", default: "results" },
  ...resultOptions,
  dryRun: { help: "print the design and stop" },
} satisfies CommandOptions;

/** Options with the defaults filled in. */
export interface ExperimentOptions {
  readonly funEvals: number;
  readonly initSize: number;
  readonly seed: number;
  readonly methods: readonly Method[];
  readonly cores: readonly number[];
  readonly repeat: number;
  readonly scaleTarget: boolean;
  readonly out: string;
  readonly json: boolean;
  readonly dryRun: boolean;
}

/**
 * Fills in the defaults.
 *
 * @param availableCores The number of cores of this machine.
 * @throws {UsageError} If the design is larger than the budget.
 */
export function resolveExperimentOptions(
  values: OptionValues<typeof optionTable>,
  availableCores: number,
): ExperimentOptions {
  const funEvals = values.funEvals ?? Math.max(values.initSize ?? 0, 10);
  const initSize = values.initSize ?? funEvals;
  if (initSize > funEvals) {
    throw new UsageError(
      `Cannot run the experiment as '--init-size' must be at most --fun-evals, ${funEvals}: ` +
        `current value is ${initSize}`,
    );
  }
  const { method, cores = coreCounts(availableCores), ...others } = values;
  const chosen = methods.filter((name) => method.includes(name));
  return { ...others, funEvals, initSize, cores, methods: chosen };
}

/** 1, 2, 4, ... up to the available cores, and that count itself. */
export function coreCounts(available: number): number[] {
  const counts: number[] = [];
  for (let count = 1; count < available; count *= 2) counts.push(count);
  return [...counts, available];
}

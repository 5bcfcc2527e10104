/** Cross-validation of a configuration. @module */
import { type Fold, splitFolds } from "../../data/split.ts";
import { checkTable, type Table } from "../../data/table.ts";
import { anything, kind, type OptionTable, resolveOptions } from "../core/options/options.ts";
import { createStream, randomSeed } from "../core/random/stream.ts";
import { checkRowCount } from "./metrics.ts";
import { sharedTable, type SharedTrainingOptions, trainModel } from "./train_model.ts";
import type { TrainingResult } from "./training.ts";
import { toTrainingConfiguration, type TunedConfiguration } from "./training_configuration.ts";

/** Options of {@linkcode crossValidateModel}; `seed` seeds the folds, too. */
export interface CrossValidateModelOptions extends SharedTrainingOptions {
  /** The table. */
  readonly data: Table;
  /** The number of folds. @default {5} */
  readonly folds?: number;
  /** The rows to use, for example without the test rows; all by default. */
  readonly rows?: readonly number[];
}

/** One fold's training. */
export interface FoldResult extends Fold, TrainingResult {}

/** What cross-validation found. */
export interface CrossValidation {
  /** The mean of the folds' losses, in the target's units; NaN if a training diverged. */
  readonly meanLoss: number;
  /** The standard deviation of the folds' losses (divisor folds - 1). */
  readonly sdLoss: number;
  /** Each fold's rows and training. */
  readonly folds: FoldResult[];
}

const ACTION = "cross-validate the model";
const table = {
  ...sharedTable,
  data: { kind: anything(), isRequired: true },
  folds: { kind: anything() },
  // A row given twice could be learnt from and predicted in the same fold.
  rows: {
    kind: kind<readonly number[]>(
      "an array of different row numbers",
      (rows) => Array.isArray(rows) && new Set(rows).size === rows.length,
      { isType: false },
    ),
  },
} satisfies OptionTable<CrossValidateModelOptions>;

/**
 * Trains a configuration once per fold on the other folds, each time with a seed and scalers of its
 * own, and computes the loss on the fold: each row is predicted exactly once. The fold also decides
 * when its training stops; with `patience: Infinity` nothing does.
 *
 * @param configuration What was tuned, by the table's names or by those of `trainModel`.
 * @param options The table, the number of folds, and how the model is trained.
 * @returns Mean and standard deviation of the folds' losses, and each fold.
 * @throws {TypeError | RangeError} If an option breaks its rule; nothing is trained then.
 * @throws The signal's reason, if it is aborted.
 *
 * @see Stone (1974), "Cross-validatory choice and assessment of statistical predictions".
 *
 * @example
 * ```ts
 * import { diabetes } from "@spot/spot";
 * import { crossValidateModel } from "@spot/spot/nn";
 *
 * const configuration = {
 *   l1: 8,
 *   actFn: "Swish",
 *   optimizer: "Adam",
 *   epochs: 32,
 *   batchSize: 32,
 *   dropoutProb: 0.1,
 *   lrMult: 5,
 *   patience: 4,
 *   initialization: "xavier_normal",
 * } as const;
 * const options = { data: await diabetes(), folds: 10, seed: 1 };
 * const { meanLoss, sdLoss } = crossValidateModel(configuration, options);
 * console.log(meanLoss, sdLoss);
 * ```
 */
export function crossValidateModel(
  configuration: TunedConfiguration,
  options: CrossValidateModelOptions,
): CrossValidation {
  const { data, folds, rows, seed = 0, ...rest } = resolveOptions(ACTION, table, options);
  const training = toTrainingConfiguration(configuration);
  checkTable(data);
  const parts = splitFolds(rows ?? data.features.length, { folds, seed });
  for (const { valRows } of parts) {
    checkRowCount(rest.metric ?? "mean_squared_error", valRows.length);
  }
  const results = parts.map((part, fold) => {
    const foldSeed = randomSeed(createStream(seed, "fold", fold));
    return { ...part, ...trainModel(training, { ...rest, ...part, data, seed: foldSeed }) };
  });
  return { ...moments(results.map(({ valLoss }) => valLoss)), folds: results };
}

function moments(losses: readonly number[]): { meanLoss: number; sdLoss: number } {
  const n = losses.length;
  const meanLoss = losses.reduce((sum, loss) => sum + loss, 0) / n;
  const squares = losses.reduce((sum, loss) => sum + (loss - meanLoss) * (loss - meanLoss), 0);
  return { meanLoss, sdLoss: Math.sqrt(squares / (n - 1)) };
}

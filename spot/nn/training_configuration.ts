/** What is trained: the hyperparameters of a training, their rules, and their names in tables. @module */
import {
  choice,
  either,
  integer,
  literal,
  number,
  type OptionTable,
  positiveNumber,
  resolveOptions,
} from "../core/options/options.ts";
import type { Configuration } from "../core/space/variable.ts";
import { type ActivationName, activationNames } from "./activations.ts";
import { type InitializationName, initializationNames } from "./initialization.ts";
import { optimizerName } from "./optimizers/create_optimizer.ts";
import type { OptimizerName } from "./optimizers/optimizer.ts";

/** What to train, in the network's own units (no exponents). */
export interface TrainingConfiguration {
  /** Width of the first block, at least 4. */
  readonly l1: number;
  /** The activation's name. */
  readonly actFn: ActivationName;
  /** The optimizer's name. */
  readonly optimizer: OptimizerName;
  /** The most epochs. */
  readonly epochs: number;
  /** At least 2. */
  readonly batchSize: number;
  /** From 0 to below 1. */
  readonly dropoutProb: number;
  /** Factor on the optimizer's own learning rate. */
  readonly lrMult: number;
  /** Epochs without improvement after which training stops; Infinity: never. */
  readonly patience: number;
  /** How the weights start. */
  readonly initialization: InitializationName;
}

/** A configuration's names and rules. */
export const configurationTable = {
  l1: { kind: integer(4), isRequired: true },
  actFn: { kind: choice(activationNames), isRequired: true },
  lrMult: { kind: positiveNumber, isRequired: true },
  optimizer: { kind: optimizerName, isRequired: true },
  epochs: { kind: integer(1), isRequired: true },
  batchSize: { kind: integer(2), isRequired: true },
  dropoutProb: { kind: number({ min: 0, max: 1, belowMax: true }), isRequired: true },
  patience: { kind: either(integer(1), literal(Infinity)), isRequired: true },
  initialization: { kind: choice(initializationNames), isRequired: true },
} satisfies OptionTable<TrainingConfiguration>;

/**
 * Checks the hyperparameters.
 *
 * @throws {TypeError | RangeError} If one breaks its rule.
 */
export function checkConfiguration(configuration: TrainingConfiguration): TrainingConfiguration {
  return resolveOptions("train", configurationTable, configuration);
}

/**
 * A configuration by the table's names, transformed (`act_fn`, `batch_size`, ...), as tuning gives it,
 * or by those of a training (`actFn`, `batchSize`, ...).
 */
export type TunedConfiguration = TrainingConfiguration | Configuration;

/**
 * Names a configuration as a training takes it; messages use the names that were given.
 *
 * @returns The hyperparameters, checked.
 * @throws {TypeError | RangeError} If one is missing, unknown or out of range.
 */
export function toTrainingConfiguration(configuration: TunedConfiguration): TrainingConfiguration {
  const given = Object.keys(configuration ?? {});
  const isTable = given.some((name) => name.includes("_"));
  const spell = (name: string) => isTable && !given.includes(name) ? snakeCase(name) : name;
  const entries = Object.entries(configurationTable);
  const table = Object.fromEntries(entries.map(([name, entry]) => [spell(name), entry]));
  const checked: Readonly<Record<string, unknown>> = resolveOptions("train", table, configuration);
  const training = entries.map(([name]) => [name, checked[spell(name)]]);
  return Object.fromEntries(training);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

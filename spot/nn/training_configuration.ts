/** What is trained: the hyperparameters of a training, and their rules. @module */
import { checkChoice, checkNumber, checkOptionNames } from "../core/options/options.ts";
import { type ActivationName, activationNames } from "./activations.ts";
import { type InitializationName, initializationNames } from "./initialization.ts";
import { checkOptimizerName } from "./optimizers/create_optimizer.ts";
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

const ACTION = "train";

/** The names of a configuration. */
export const configurationNames = [
  "l1",
  "actFn",
  "optimizer",
  "epochs",
  "batchSize",
  "dropoutProb",
  "lrMult",
  "patience",
  "initialization",
] as const satisfies readonly (keyof TrainingConfiguration)[];

/**
 * Checks the hyperparameters.
 *
 * @param spell What the caller calls a hyperparameter, for the messages; its own name by default.
 * @throws {TypeError | RangeError} If one breaks its rule.
 */
export function checkConfiguration(
  configuration: TrainingConfiguration,
  spell: (name: keyof TrainingConfiguration) => string = (name) => name,
): void {
  checkOptionNames(ACTION, configuration, configurationNames);
  const { l1, epochs, batchSize, dropoutProb, lrMult, patience } = configuration;
  checkNumber(ACTION, spell("l1"), l1, { min: 4, integer: true });
  checkChoice(ACTION, spell("actFn"), configuration.actFn, activationNames);
  checkNumber(ACTION, spell("lrMult"), lrMult, { min: 0, aboveMin: true, max: Number.MAX_VALUE });
  checkOptimizerName(`Cannot ${ACTION} as '${spell("optimizer")}'`, configuration.optimizer);
  checkNumber(ACTION, spell("epochs"), epochs, { min: 1, integer: true });
  checkNumber(ACTION, spell("batchSize"), batchSize, { min: 2, integer: true });
  checkNumber(ACTION, spell("dropoutProb"), dropoutProb, { min: 0, max: 1, belowMax: true });
  checkNumber(ACTION, spell("patience"), patience, { min: 1, integer: patience !== Infinity });
  checkChoice(ACTION, spell("initialization"), configuration.initialization, initializationNames);
}

/** From the hyperparameter table's names to those of a training. @module */
import { checkOptionNames } from "../core/options/options.ts";
import type { Configuration } from "../core/space/variable.ts";
import {
  checkConfiguration,
  configurationNames,
  type TrainingConfiguration,
} from "./training_configuration.ts";

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
  checkOptionNames("train", configuration, configurationNames.map(spell));
  const entries = Object.entries(configuration).map(([name, value]) => [camelCase(name), value]);
  const training: TrainingConfiguration = Object.fromEntries(entries);
  checkConfiguration(training, spell);
  return training;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

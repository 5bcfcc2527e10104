/** Options of the objective, by which it knows what to train. @module */
import {
  checkBoolean,
  checkChoice,
  checkNumber,
  type NumberRule,
  show,
} from "../core/options/options.ts";
import type { HyperDict } from "../space/hyperparameter_table.ts";

/** Options of the objective, by which it knows what to train. */
export interface ModelOptions {
  /** The model's name in `hyperDict`. */
  readonly coreModelName?: string;
  /** Hyperparameter tables by model name. */
  readonly hyperDict?: HyperDict;
  /** The table to learn from. */
  readonly dataSet?: unknown;
  /** Number of inputs. */
  readonly lIn?: number;
  /** Number of outputs. */
  readonly lOut?: number;
  /** Share of the rows held back for the final test, and again of the rest for validation. @default {0.4} */
  readonly testSize?: number;
  /** Seed of the split of the rows. @default {1234} */
  readonly testSeed?: number;
  /** Scaling of the features. @default {"none"} */
  readonly scaler?: "none" | "standard" | "minmax";
  /** Whether the target is standardised in training; losses stay in its units. @default {false} */
  readonly scaleTarget?: boolean;
  /** The metric that is validated and returned. @default {"mean_squared_error"} */
  readonly metric?: string;
  /** Further controls, handed to the objective as they are; structured-cloneable. */
  readonly controls?: Readonly<Record<string, unknown>>;
}

/** The names of the options that the objective reads as controls. */
export const modelControlNames = [
  "coreModelName",
  "lIn",
  "lOut",
  "testSize",
  "testSeed",
  "scaler",
  "scaleTarget",
  "metric",
] as const satisfies (keyof ModelOptions)[];

const rules: Readonly<Record<string, NumberRule>> = {
  lIn: { integer: true, min: 1 },
  lOut: { integer: true, min: 1 },
  testSize: { min: 0, aboveMin: true, max: 0.9 },
  testSeed: { integer: true, min: 0, max: Number.MAX_SAFE_INTEGER },
};

/**
 * Checks the model's options and collects those that are given, with the user's own `controls`.
 *
 * @throws {TypeError | RangeError} If an option breaks its rule.
 */
export function resolveModelOptions(
  action: string,
  options: ModelOptions,
): Record<string, unknown> {
  const { scaler, scaleTarget, metric, controls = {} } = options;
  for (const [name, rule] of Object.entries(rules)) {
    const value = options[name as keyof ModelOptions];
    if (value !== undefined) checkNumber(action, name, value, rule);
  }
  if (scaler !== undefined) {
    checkChoice(action, "scaler", scaler, ["none", "standard", "minmax"]);
  }
  if (scaleTarget !== undefined) checkBoolean(action, "scaleTarget", scaleTarget);
  if (metric !== undefined && typeof metric !== "string") {
    throw new TypeError(
      `Cannot ${action} as 'metric' must be a metric's name: current value is ${show(metric)}`,
    );
  }
  checkInputs(action, options);
  const given = modelControlNames.filter((name) => options[name] !== undefined);
  return { ...controls, ...Object.fromEntries(given.map((name) => [name, options[name]])) };
}

/** Where the table has feature rows, `lIn` must be their length. */
function checkInputs(action: string, { dataSet, lIn }: ModelOptions): void {
  if (lIn === undefined || typeof dataSet !== "object" || dataSet === null) return;
  const [row] = "features" in dataSet && Array.isArray(dataSet.features) ? dataSet.features : [];
  if (!Array.isArray(row) || row.length === lIn) return;
  throw new RangeError(
    `Cannot ${action} as 'lIn' must be the number of features of 'dataSet', ${row.length}: current value is ${lIn}`,
  );
}

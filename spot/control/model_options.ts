/** Options of the objective, by which it knows what to train. @module */
import {
  anything,
  boolean,
  choice,
  integer,
  kind,
  number,
  type OptionTable,
  resolveKnown,
  seedNumber,
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

const isObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The options that the objective reads as controls. */
const controlTable = {
  coreModelName: { kind: kind("a name", (value) => typeof value === "string") },
  lIn: { kind: integer(1) },
  lOut: { kind: integer(1) },
  testSize: { kind: number({ min: 0, aboveMin: true, max: 0.9 }) },
  testSeed: { kind: seedNumber },
  scaler: { kind: choice(["none", "standard", "minmax"]) },
  scaleTarget: { kind: boolean },
  metric: { kind: kind("a metric's name", (value) => typeof value === "string") },
} satisfies OptionTable<Omit<ModelOptions, "hyperDict" | "dataSet" | "controls">>;

/** The objective's options. */
export const modelTable = {
  ...controlTable,
  hyperDict: { kind: kind("tables by model name", isObject) },
  dataSet: { kind: anything() },
  controls: { kind: kind("an object", isObject) },
} satisfies OptionTable<ModelOptions>;

/**
 * Checks the model's options and collects those that are given, with the user's own `controls`.
 *
 * @throws {TypeError | RangeError} If an option breaks its rule.
 */
export function resolveModelOptions(
  action: string,
  options: ModelOptions,
): Record<string, unknown> {
  const { controls } = resolveKnown(action, { controls: modelTable.controls }, options);
  checkInputs(action, options);
  return { ...controls, ...resolveKnown(action, controlTable, options) };
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

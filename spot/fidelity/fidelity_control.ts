/** Options of budgets and their rules. @module */
import {
  integer,
  kind,
  number,
  type OptionTable,
  positiveNumber,
  resolveOptions,
} from "../core/options/options.ts";

/** Rows with budgets: cheap ones first, of which the best go on. */
export interface FidelityOptions {
  /** What the budget counts, such as "epochs". @default {"budget"} */
  readonly name?: string;
  /** The smallest budget, or below it. */
  readonly lower: number;
  /** The largest budget, which the incumbent has. */
  readonly upper: number;
  /** The factor from budget to budget; one in so many rows goes on. @default {3} */
  readonly eta?: number;
  /**
   * Brackets of Hyperband: each begins one budget higher than the one before, so that not all rows
   * are judged by the smallest budget. @default {1}
   */
  readonly brackets?: number;
}

/** {@linkcode FidelityOptions} with their defaults. */
export type FidelityControl = Required<FidelityOptions>;

/** An option's own options are checked when they are resolved. */
export const fidelity = kind<FidelityOptions>(
  "options with 'lower' and 'upper'",
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

const table = {
  name: {
    kind: kind<string>(
      "a name that is not empty",
      (value) => typeof value === "string" && value !== "",
    ),
    default: "budget",
  },
  lower: { kind: positiveNumber, isRequired: true },
  upper: { kind: positiveNumber, isRequired: true },
  eta: { kind: number({ min: 1, aboveMin: true, max: Number.MAX_VALUE }), default: 3 },
  brackets: { kind: integer(1), default: 1 },
} satisfies OptionTable<FidelityOptions>;

/**
 * Fills in the defaults.
 *
 * @throws {TypeError | RangeError} If an option breaks its rule, or there would be a single budget.
 */
export function resolveFidelity(action: string, options: FidelityOptions): FidelityControl {
  const within = `${action} with 'fidelity'`;
  const control = resolveOptions(within, table, options);
  const { length } = budgetsOf(control);
  if (length < 2) {
    throw new RangeError(
      `Cannot ${within} as 'lower' must be at most upper / eta, ${
        control.upper / control.eta
      }: current value is ${control.lower}`,
    );
  }
  if (control.brackets <= length) return control;
  throw new RangeError(
    `Cannot ${within} as 'brackets' must be at most the number of budgets, ${length}: current value is ${control.brackets}`,
  );
}

/** So many budgets at most: a factor near 1 has no end. */
const MOST_BUDGETS = 100;

/**
 * The budgets, ascending: upper / eta^i down to lower; integers if both ends are.
 *
 * @see Li, Jamieson, DeSalvo, Rostamizadeh, Talwalkar (2018), "Hyperband: a novel bandit-based approach
 * to hyperparameter optimization", JMLR 18, algorithm 1.
 */
export function budgetsOf({ lower, upper, eta }: FidelityControl): number[] {
  const isWhole = Number.isInteger(lower) && Number.isInteger(upper);
  const budgets = new Set<number>();
  for (let budget = upper; budget >= lower && budgets.size < MOST_BUDGETS; budget /= eta) {
    budgets.add(isWhole ? Math.round(budget) : budget);
  }
  return [...budgets].reverse();
}

/** Options of pruning and their rules. @module */
import {
  boolean,
  choice,
  either,
  integer,
  kind,
  number,
  type OptionTable,
  resolveOptions,
} from "../core/options/options.ts";

/** The rules by name: {@linkcode PruningOptions.kind}. */
export type PruningName = "median" | "percentile" | "halving";

/** When rows are given up as hopeless. */
export interface PruningOptions {
  /**
   * `percentile`: at each step, if the best value so far is worse than that percentile of what the
   * finished rows had by then; `median`: with percentile 50; `halving`: at steps that grow by the
   * factor eta, if it is not among the best 1 / eta of the rows that came as far.
   */
  readonly kind: PruningName;
  /** The share of better rows, in percent, that is needed to go on. @default {25} */
  readonly percentile?: number;
  /** The factor between the steps at which halving judges, and the share that goes on. @default {3} */
  readonly eta?: number;
  /** Reports up to this step are not judged. @default {0} */
  readonly warmUpSteps?: number;
  /** So many reports in a row beyond the limits are forgiven. @default {0} */
  readonly patience?: number;
  /**
   * Fewest known rows with a value at a step that a row is judged by there. So many rows run to their end
   * at first, all at the same time. @default {10}
   */
  readonly minRows?: number;
  /**
   * Whether rows that end well may begin badly. With false they are judged by the rule alone, as early
   * as may be: more rows are begun with the same steps, and where curves cross the best may be lost.
   * @default {true}
   */
  readonly curvesCross?: boolean;
}

/** {@linkcode PruningOptions} with their defaults; `median` is a percentile. */
export type PruningControl =
  & Required<Pick<PruningOptions, "warmUpSteps" | "patience" | "minRows" | "curvesCross">>
  & (
    | { readonly kind: "percentile"; readonly percentile: number }
    | { readonly kind: "halving"; readonly eta: number }
  );

const name = choice<PruningName>(["median", "percentile", "halving"]);

/** An option's own options are checked when they are resolved. */
export const pruning = either(
  name,
  kind<PruningOptions>(
    "options with a 'kind'",
    (value) => typeof value === "object" && value !== null && "kind" in value,
  ),
);

const table = {
  kind: { kind: name, isRequired: true },
  percentile: { kind: number({ min: 0, aboveMin: true, max: 100 }) },
  eta: { kind: number({ min: 1, aboveMin: true, max: Number.MAX_VALUE }) },
  warmUpSteps: { kind: number({ min: 0, max: Number.MAX_VALUE }), default: 0 },
  patience: { kind: integer(0), default: 0 },
  minRows: { kind: integer(1), default: 10 },
  curvesCross: { kind: boolean, default: true },
} satisfies OptionTable<PruningOptions>;

/** Options of one rule alone. */
const owners: Readonly<Record<string, PruningName>> = { percentile: "percentile", eta: "halving" };

/**
 * Fills in the defaults. What it returns is an option, too, and stays as it is.
 *
 * @throws {TypeError | RangeError} If an option breaks its rule, or belongs to another kind.
 */
export function resolvePruning(
  action: string,
  given: PruningName | PruningOptions | PruningControl,
): PruningControl {
  const options = typeof given === "string" ? { kind: given } : given;
  const within = `${action} with 'pruning'`;
  const { kind, ...shared } = resolveOptions(within, table, options);
  for (const [name, owner] of Object.entries(owners)) {
    if (!Object.hasOwn(options, name) || kind === owner) continue;
    throw new RangeError(
      `Cannot ${within} as '${name}' belongs to kind "${owner}": current kind is "${kind}"`,
    );
  }
  const { percentile = kind === "median" ? 50 : 25, eta = 3, ...others } = shared;
  return kind === "halving"
    ? { kind, eta, ...others }
    : { kind: "percentile", percentile, ...others };
}

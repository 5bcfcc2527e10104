/** Options of the surrogate, as a run takes them. @module */
import { kind, type OptionTable, resolveOptions } from "../core/options/options.ts";
import { Kriging } from "./kriging.ts";
import {
  type KrigingOptions,
  krigingTable,
  type ResolvedKrigingOptions,
  withPrior,
} from "./kriging_options.ts";
import type { Surrogate } from "./surrogate.ts";

/**
 * Options of {@linkcode surrogateControlInit}: those of Kriging, or another surrogate. Three defaults
 * are other than Kriging's own: `method` is "composite", `kernel` "matern52Product", `lambdaBounds`
 * [-10, 0], as what tunes best.
 */
export interface SurrogateControlOptions extends Omit<KrigingOptions, "variables"> {
  /** A surrogate to use in place of Kriging; Kriging's options then do not apply. */
  readonly surrogate?: Surrogate;
}

/** Resolved options of the surrogate. */
export interface SurrogateControl {
  /** The surrogate that is fitted anew before every proposal. */
  readonly surrogate: Surrogate;
  /** Kriging's options; undefined if the surrogate is the user's own. */
  readonly kriging?: ResolvedKrigingOptions;
}

const action = "make surrogate controls";
const { variables: _, ...krigingEntries } = krigingTable;

const table = {
  ...krigingEntries,
  method: { ...krigingTable.method, default: "composite" },
  kernel: { ...krigingTable.kernel, default: "matern52Product" },
  lambdaBounds: { ...krigingTable.lambdaBounds, default: [-10, 0] },
  surrogate: {
    kind: kind<Surrogate>(
      "an object with a method 'fit'",
      (value) => typeof (value as Partial<Surrogate> | null)?.fit === "function",
    ),
  },
} satisfies OptionTable<SurrogateControlOptions>;

/**
 * Makes the controls of the surrogate.
 *
 * @returns The controls, complete.
 * @throws {TypeError} If an option is unknown or of another type.
 * @throws {RangeError} If a value is out of its range.
 *
 * @example
 * ```ts
 * import { surrogateControlInit } from "@spot/spot";
 *
 * const surrogateControl = surrogateControlInit({ kernel: "matern52", method: "regression" });
 * ```
 */
export function surrogateControlInit(options: SurrogateControlOptions = {}): SurrogateControl {
  const { surrogate, ...resolved } = resolveOptions(action, table, options);
  if (surrogate === undefined) {
    const kriging = withPrior(resolved);
    return Object.freeze({ surrogate: new Kriging(kriging), kriging });
  }
  const other = Object.entries(options)
    .find(([name, value]) => name !== "surrogate" && value !== undefined);
  if (other === undefined) return Object.freeze({ surrogate });
  throw new TypeError(
    `Cannot ${action} as '${other[0]}' is an option of Kriging, which 'surrogate' replaces`,
  );
}

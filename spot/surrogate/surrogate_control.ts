/** Options of the surrogate, as a run takes them. @module */
import { checkOptionNames, givenOptions, show } from "../core/options/options.ts";
import { Kriging } from "./kriging.ts";
import {
  krigingOptionNames,
  type KrigingOptions,
  type ResolvedKrigingOptions,
  resolveKrigingOptions,
} from "./kriging_options.ts";
import type { Surrogate } from "./surrogate.ts";

/**
 * Options of {@linkcode surrogateControlInit}: those of Kriging, or another surrogate. Three defaults
 * are other than Kriging's own: `method` is "regression", `kernel` "matern52Product", `lambdaBounds`
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
const tuningDefaults = {
  method: "regression",
  kernel: "matern52Product",
  lambdaBounds: [-10, 0],
} as const satisfies KrigingOptions;

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
  checkOptionNames(action, options, ["surrogate", ...krigingOptionNames]);
  const { surrogate, ...given } = givenOptions(options);
  if (surrogate === undefined) {
    const kriging = resolveKrigingOptions({ ...tuningDefaults, ...given }, action);
    return Object.freeze({ surrogate: new Kriging(kriging), kriging });
  }
  checkSurrogate(surrogate, Object.keys(given));
  return Object.freeze({ surrogate });
}

function checkSurrogate(surrogate: unknown, others: readonly string[]): void {
  const isSurrogate = typeof surrogate === "object" && surrogate !== null &&
    "fit" in surrogate && typeof surrogate.fit === "function";
  if (!isSurrogate) {
    throw new TypeError(
      `Cannot ${action} as 'surrogate' must be an object with a method 'fit': current value is ${
        show(surrogate)
      }`,
    );
  }
  if (others.length > 0) {
    throw new TypeError(
      `Cannot ${action} as '${others[0]}' is an option of Kriging, which 'surrogate' replaces`,
    );
  }
}

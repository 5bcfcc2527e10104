import { checkNumber, checkOptionNames } from "../core/options/options.ts";

/** Controls of the initial design. */
export interface DesignControl {
  /** Points of the Latin hypercube. */
  readonly initSize: number;
  /** How often each of them is evaluated, each time with a stream of its own. */
  readonly repeats: number;
}

/** Options of {@linkcode designControlInit}. */
export interface DesignControlOptions {
  /** Points of the Latin hypercube; 0 if points are given instead. @default {10} */
  readonly initSize?: number;
  /** How often each of them is evaluated. @default {1} */
  readonly repeats?: number;
}

/**
 * Resolves the controls of the initial design.
 *
 * @throws {TypeError | RangeError} If an option is unknown or breaks its rule.
 */
export function designControlInit(options: DesignControlOptions = {}): DesignControl {
  const action = "make the design's controls";
  checkOptionNames(action, options, ["initSize", "repeats"]);
  const { initSize = 10, repeats = 1 } = options;
  return {
    initSize: checkNumber(action, "initSize", initSize, { integer: true, min: 0 }),
    repeats: checkNumber(action, "repeats", repeats, { integer: true, min: 1 }),
  };
}

import { integer, type OptionTable, resolveOptions } from "../core/options/options.ts";

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

const table = {
  initSize: { kind: integer(0), default: 10 },
  repeats: { kind: integer(1), default: 1 },
} satisfies OptionTable<DesignControlOptions>;

/**
 * Resolves the controls of the initial design.
 *
 * @throws {TypeError | RangeError} If an option is unknown or breaks its rule.
 */
export function designControlInit(options: DesignControlOptions = {}): DesignControl {
  return resolveOptions("make the design's controls", table, options);
}

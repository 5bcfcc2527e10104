/** The runs that a comparison is made of. @module */
import { UsageError } from "../../spot/cli/options.ts";
import type { RunKey } from "./traces.ts";
import { samplers } from "./tuners.ts";

/** The problems, and how they are tuned. */
export interface RunPlan
  extends Omit<Required<RunKey>, "tuner" | "function" | "dimension" | "instance"> {
  readonly functions: readonly number[];
  readonly dimensions: readonly number[];
  readonly instances: readonly number[];
}

/**
 * A tuner's runs, in the order of problems that all tuners have. Only Spot's are asynchronous: the others'
 * are the same whatever is pending.
 *
 * @throws {UsageError} If points are to be pending and in batches.
 */
export function runKeys(
  tuner: string,
  { functions, dimensions, instances, ...plan }: RunPlan,
): RunKey[] {
  const { suite, evals, noise, batch } = plan;
  if (plan.pending > 0 && batch > 1) {
    throw new UsageError(
      `Cannot measure the suite as '--pending' and '--batch' above 1 exclude each other: current values are ${plan.pending} and ${batch}`,
    );
  }
  const pending = Object.hasOwn(samplers, tuner) ? 0 : plan.pending;
  return functions.flatMap((number) =>
    dimensions.flatMap((dimension) =>
      instances.map((instance) => ({
        ...{ tuner, suite, function: number, dimension, instance, evals, noise, batch, pending },
      }))
    )
  );
}

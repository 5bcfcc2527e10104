import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { cos } from "../../core/exact/cos.ts";
import { exp } from "../../core/exact/exp.ts";
import { type AnalyticalFunction, repeated } from "./analytical_function.ts";

const TWO_PI = 2 * Math.PI;

/**
 * Ackley's function: a narrow funnel in a rippled plain; any number of variables.
 *
 * @see D. H. Ackley (1987), "A Connectionist Machine for Genetic Hillclimbing", Kluwer.
 */
export const ackley: Objective = defineObjective(import.meta.url, "ackley", (x) => {
  let squares = 0;
  let waves = 0;
  for (const value of x) {
    squares += value * value;
    waves += cos(TWO_PI * value);
  }
  const funnel = 20 * exp(-0.2 * Math.sqrt(squares / x.length));
  return 20 - funnel + (Math.E - exp(waves / x.length));
});

/** Ackley's function in 5 variables. */
export const ackleyFunction: AnalyticalFunction = {
  objective: ackley,
  lower: repeated(-32.768, 5),
  upper: repeated(32.768, 5),
  optimum: 0,
  minimizers: [repeated(0, 5)],
};

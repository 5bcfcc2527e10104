import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import type { AnalyticalFunction } from "./analytical_function.ts";

/**
 * The function of Goldstein and Price: values over six orders of magnitude, four local minima.
 *
 * @see A. A. Goldstein, J. F. Price (1971), "On descent from local minima", Mathematics of
 * Computation 25(115), 569-574.
 */
export const goldsteinPrice: Objective = defineObjective(
  import.meta.url,
  "goldsteinPrice",
  ([x, y]) => {
    const sum = x + y + 1;
    const first = 19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y;
    const difference = 2 * x - 3 * y;
    const second = 18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y;
    return (1 + sum * sum * first) * (30 + difference * difference * second);
  },
);

/** The function of Goldstein and Price with its bounds. */
export const goldsteinPriceFunction: AnalyticalFunction = {
  objective: goldsteinPrice,
  lower: [-2, -2],
  upper: [2, 2],
  optimum: 3,
  minimizers: [[0, -1]],
};

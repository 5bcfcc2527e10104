/** The importance of hyperparameters as bars. @module */
import { labelsOf } from "../encoding/distinct_names.ts";
import type { Importance } from "../importance.ts";
import type { Figure } from "./figure.ts";
import { withFigureLook } from "./figure_look.ts";
import { palette } from "./theme.ts";

const LONGEST_NAME = 40;

/** Makes the importance bars, largest first. */
export function importanceFigure(importance: readonly Importance[]): Figure {
  const labels = labelsOf(importance.map(({ name }) => name), { most: LONGEST_NAME });
  const values = importance.map(({ totalEffect }, i) => ({ name: labels[i], totalEffect }));
  const domain = [...values].sort((a, b) => b.totalEffect - a.totalEffect).map(({ name }) => name);
  const axis = { labelLimit: 320, labelOverlap: false };
  const y = { field: "name", type: "nominal", title: null, sort: null, scale: { domain }, axis };
  const largest = Math.max(0, ...values.map(({ totalEffect }) => totalEffect));
  const x = {
    field: "totalEffect",
    type: "quantitative",
    title: "Total effect (share of the variance)",
    scale: { domain: [0, Math.max(1, 1.08 * largest)], nice: false },
    axis: { format: ".0%" },
  };
  return withFigureLook({
    description: "Importance: the total effect of each hyperparameter",
    width: 560,
    height: { step: 26 },
    data: { values },
    encoding: { x, y },
    layer: [
      {
        mark: { type: "bar", color: palette.blue, height: 14, cornerRadiusEnd: 2 },
        encoding: {
          tooltip: [{ field: "name", type: "nominal" }, {
            field: "totalEffect",
            type: "quantitative",
            title: "total effect",
            format: ".3f",
          }],
        },
      },
      {
        mark: { type: "text", align: "left", dx: 6, color: palette.muted },
        encoding: { text: { field: "totalEffect", type: "quantitative", format: ".1%" } },
      },
    ],
  });
}

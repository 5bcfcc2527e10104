/** The hypervolume after each evaluation of a run. @module */
import { numberTexts } from "../../core/exact/number_text.ts";
import type { RunRecord } from "../../record.ts";
import { type HypervolumeOptions, hypervolumes } from "../hypervolume.ts";
import type { Figure } from "./figure.ts";
import { withFigureLook } from "./figure_look.ts";
import { axisFormat, palette } from "./theme.ts";

/**
 * Draws the hypervolume over the evaluations, in the order of submission.
 *
 * @throws {RangeError} If the run had not several `objectives`, or the reference point does not fit them.
 */
export function hypervolumeFigure(record: RunRecord, options: HypervolumeOptions = {}): Figure {
  const volumes = hypervolumes(record, options);
  const texts = numberTexts(volumes);
  const values = volumes.map((volume, i) => ({ evaluation: i + 1, volume, text: texts[i] }));
  const x = {
    field: "evaluation",
    type: "quantitative",
    title: "Evaluation",
    scale: { domain: [0, Math.max(1, volumes.length) + 1], nice: false },
    axis: { grid: false, tickMinStep: 1, format: ",d" },
  };
  const y = {
    field: "volume",
    type: "quantitative",
    title: "Hypervolume",
    scale: { zero: true, nice: true },
    axis: { tickCount: 6, ...axisFormat(volumes) },
  };
  const tooltip = [
    { field: "evaluation", type: "quantitative", title: "evaluation", format: ",d" },
    { field: "text", type: "nominal", title: "hypervolume" },
  ];
  return withFigureLook({
    description: "Hypervolume after each evaluation",
    width: 820,
    height: 240,
    data: { values },
    encoding: { x, y },
    layer: [
      { mark: { type: "line", interpolate: "step-after", color: palette.blue, strokeWidth: 2 } },
      {
        mark: { type: "point", filled: true, size: 18, color: palette.blue },
        encoding: { tooltip },
      },
    ],
  });
}

/**
 * Reports: tables, figures and pages made from the record of a run.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { tuningReport } from "@spot/spot/report";
 *
 * const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 12, seed: 1 });
 * const spot = await new Spot({ fun: ([a, b]) => a * a + b * b, funControl }).run();
 * const files = await tuningReport(spot.record);
 * for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(name, text);
 * ```
 *
 * @module
 */
export type { Failure, FailureKind, PresentMachine } from "../core/objective/evaluation.ts";
export type { NamedObjective } from "../control/goal_options.ts";
export type { Direction } from "../core/objective/problem.ts";
export type { TransformName } from "../core/space/variable.ts";
export type { Configuration, Level, Variable, VariableType } from "../core/space/variable.ts";
export type { Curve } from "../core/objective/evaluation.ts";
export {
  type BatchRecord,
  type Origin,
  type RowRecord,
  type RowStatus,
  rowStatus,
  type RunRecord,
} from "../record.ts";
export type { Random } from "../core/random/stream.ts";
export type { SearchSpace } from "../core/space/search_space.ts";
export type {
  FittedSurrogate,
  PointPredictor,
  Prediction,
  Surrogate,
  SurrogateFitOptions,
} from "../surrogate/surrogate.ts";
export { contourFigure, type ContourOptions } from "./figures/contour_figure.ts";
export { curvesFigure } from "./figures/curves_figure.ts";
export { type Figure, toSvg } from "./figures/figure.ts";
export {
  type FigureSection,
  type FiguresSection,
  type HtmlSection,
  type Page,
  type Section,
  toHtml,
} from "./page/html_page.ts";
export { frontFigure, type FrontFigureOptions } from "./figures/front_figure.ts";
export { hypervolumeFigure } from "./figures/hypervolume_figure.ts";
export { importanceFigure } from "./figures/importance_figure.ts";
export { parallelCoordinatesFigure } from "./figures/parallel_coordinates_figure.ts";
export { progressFigure } from "./figures/progress_figure.ts";
export {
  scalingFigure,
  scalingPanels,
  type ScalingRun,
  type ScalingRuns,
} from "./figures/scaling_figure.ts";
export { tuningReport, type TuningReportOptions } from "./figures/tuning_report.ts";
export { frontCsv, type FrontTable, frontTable, paretoFront } from "./front_table.ts";
export type { FrontPoint } from "../front.ts";
export { hypervolume, type HypervolumeOptions, hypervolumes } from "./hypervolume.ts";
export { fitRecord, type FitRecordOptions, type Importance, importanceOf } from "./importance.ts";
export { tunedConfiguration } from "../incumbent.ts";
export type { PointStatistics } from "../noise/points.ts";
export { pointStatistics } from "./points_table.ts";
export {
  type CoreTimeShares,
  type ParallelReport,
  parallelReport,
  type ParallelReportOptions,
} from "./parallel_report.ts";
export {
  type LookedAt,
  type ServedReport,
  serveReport,
  type ServeReportOptions,
} from "./live/serve_report.ts";
export {
  type ComparedRun,
  compareRuns,
  type CompareRunsOptions,
  type RunComparison,
} from "./compare_runs.ts";
export {
  type NotebookRunnable,
  runInNotebook,
  type RunInNotebookOptions,
} from "./run_in_notebook.ts";
export type { Progress } from "../run/progress.ts";
export { recordFromJson, toExactJson } from "./record_json.ts";
export type { ResultsRow } from "./results_row.ts";
export { resultsTable, type ResultsTableOptions } from "./results_table.ts";
export { rowsCsv } from "./rows_csv.ts";
export {
  type SimulatedRun,
  simulateScaling,
  type SimulateScalingOptions,
} from "./simulate_scaling.ts";
export { traceHash } from "./trace_hash.ts";

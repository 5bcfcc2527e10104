/**
 * The leaf that tuning and backends share: objectives, tasks, results and the evaluation of a row.
 *
 * @module
 */
export * from "./curve.ts";
export * from "./in_thread.ts";
export * from "./evaluate_row.ts";
export * from "./evaluation.ts";
export * from "./evaluation_error.ts";
export * from "./objective.ts";
export * from "./problem.ts";
export * from "./outcome.ts";
export * from "./evaluation_error.ts";
export * from "../space/variable.ts";
export * from "../space/variable.ts";

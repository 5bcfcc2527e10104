/** What a run was asked for, as plain data: from it and a log, the run can be gone on with. @module */
import { resolve } from "node:path";
import type { BatchObjective } from "../core/objective/evaluation.ts";
import type { FunControl } from "../control/fun_control.ts";
import type { DesignControl } from "../design/design_control.ts";
import type { OptimizerControl } from "../search/optimizer_control.ts";
import { surrogateControlInit } from "../surrogate/surrogate_control.ts";
import type { ResolvedKrigingOptions } from "../surrogate/kriging_options.ts";
import type { RunControls } from "./planner.ts";
import type { SpotOptions } from "./spot_options.ts";

/** A run as plain data. */
export interface RunDescription {
  /** Without what `missing` names. */
  readonly funControl: Omit<FunControl, "dataSet" | "space" | "hyperparameterTable">;
  readonly designControl: DesignControl;
  readonly optimizerControl: OptimizerControl;
  /** Undefined if the surrogate is the user's own. */
  readonly kriging?: ResolvedKrigingOptions;
  /** Points to evaluate first, in search units. */
  readonly xStart: readonly (readonly number[])[];
  /** Names of what was given and is no plain data, such as a function. */
  readonly missing: readonly string[];
}

/** What belongs to a run beside its controls. */
export interface RunBeginning {
  readonly xStart: readonly (readonly number[])[];
  /** How many points were told before the run: they stand in no log. */
  readonly told: number;
  readonly objective: BatchObjective;
}

/** Describes a run. */
export function describeRun(
  { funControl, designControl, optimizerControl, surrogateControl }: RunControls,
  { xStart, told, objective }: RunBeginning,
): RunDescription {
  const { dataSet, space, hyperparameterTable: _, ...given } = funControl;
  // The results depend on it, wherever the run goes on.
  const { asynchronous, pending = objective.numCores, tensorboardLog } = given;
  const own = {
    ...given,
    ...(asynchronous && { pending }),
    // Of the folder that is current now.
    ...(tensorboardLog && {
      tensorboardLog: resolve(tensorboardLog === true ? "runs" : tensorboardLog),
    }),
  };
  const plain = Object.entries(own).filter(([, value]) => isPlain(value));
  const { kriging } = surrogateControl;
  const others = {
    dataSet: dataSet !== undefined,
    // The objective brings its own.
    constraint: space?.constraint !== objective.space?.constraint &&
      space?.constraint !== undefined,
    surrogate: !kriging,
    "points told before": told > 0,
  };
  return {
    funControl: Object.fromEntries(plain) as unknown as RunDescription["funControl"],
    designControl,
    optimizerControl,
    ...(kriging && { kriging }),
    xStart,
    missing: [
      ...Object.entries(own).filter(([, value]) => !isPlain(value)).map(([name]) => name),
      ...Object.entries(others).filter(([, isMissing]) => isMissing).map(([name]) => name),
    ],
  };
}

/** Numbers, texts and truth values, in arrays and in objects without a class. */
function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return !["function", "symbol", "bigint"].includes(typeof value);
  }
  if (Array.isArray(value)) return value.every(isPlain);
  const prototype = Object.getPrototypeOf(value);
  const isRecord = prototype === Object.prototype || prototype === null;
  return isRecord && Object.values(value).every(isPlain);
}

/** The options of a `Spot` that goes on with a run, but for the objective. */
export function optionsOfRun(
  { funControl, designControl, optimizerControl, kriging }: RunDescription,
): Omit<SpotOptions, "fun"> {
  return {
    funControl: { ...funControl, dataSet: undefined },
    designControl,
    optimizerControl,
    surrogateControl: surrogateControlInit(kriging),
  };
}

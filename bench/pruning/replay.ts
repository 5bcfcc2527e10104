/** Replays a rule of pruning on rows whose whole curves are known. @module */
import { CurveRecorder } from "../../spot/core/objective/curve.ts";
import { curveLimits, type KnownCurve } from "../../spot/pruning/curve_limits.ts";
import type { PruningControl } from "../../spot/pruning/pruning_control.ts";

/** A row as it would go on without pruning: one value per step from 1, and the response. */
export interface WholeCurve {
  readonly values: readonly number[];
  readonly final: number;
}

/** A row as it went. */
export interface ReplayedRow extends KnownCurve {
  readonly whole: WholeCurve;
}

/** Options of {@linkcode replay}. */
export interface ReplayOptions {
  /** None: every row goes on to its end. */
  readonly control?: PruningControl;
  /** Rows that are planned together at first, knowing nothing of each other. */
  readonly design: number;
  /** No row starts once so many steps are spent. @default {Infinity} */
  readonly steps?: number;
}

/** What a replay came to. */
export interface Replay {
  readonly rows: readonly ReplayedRow[];
  readonly steps: number;
  /** The smallest response of a row that was not pruned. */
  readonly best: number;
}

/** Plans rows one after the other, after the design. */
export function replay(curves: readonly WholeCurve[], options: ReplayOptions): Replay {
  const { control, design, steps: budget = Infinity } = options;
  const rows: ReplayedRow[] = [];
  let [steps, best] = [0, Infinity];
  for (const [row, whole] of curves.entries()) {
    if (steps >= budget) break;
    const isJudged = control && row >= design;
    const limits = isJudged ? curveLimits(rows, { control, isMaximised: false }) : undefined;
    const recorder = new CurveRecorder(limits, "minimize");
    whole.values.some((value, i) => recorder.report(i + 1, value));
    const outcome = recorder.complete({ responses: [whole.final] });
    if (!outcome.curve) continue;
    const [response] = outcome.responses;
    rows.push({ ...outcome.curve, response, whole });
    steps += outcome.curve.steps.length;
    if (response < best) best = response;
  }
  return { rows, steps, best };
}

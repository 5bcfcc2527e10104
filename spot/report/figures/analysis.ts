/** What a surrogate makes of a run: the costly part of a report, which need not be made anew each time. @module */
import { minimized } from "../../goal/dominance.ts";
import { hasFront } from "../../incumbent.ts";
import type { RunRecord } from "../../record.ts";
import type { FittedSurrogate } from "../../surrogate/surrogate.ts";
import { fitRecord, type Importance, importanceOf } from "../importance.ts";

/** What a surrogate makes of a run. */
export interface Analysis {
  /** How many rows were known. */
  readonly rows: number;
  /** Fitted to the record, if it has a single best point. */
  readonly model?: FittedSurrogate;
  /** Importance for each objective. */
  readonly importances: readonly (readonly Importance[])[];
}

/** Fits a surrogate, unless one is given, and measures importance; of a front for each objective. */
export function analyse(record: RunRecord, given?: FittedSurrogate): Analysis {
  const { objectives = [], rows: { length: rows } } = record;
  if (hasFront(record)) {
    return { rows, importances: objectives.map((_, j) => importanceOf(recordOf(record, j))) };
  }
  const model = given ?? fitRecord(record);
  return { rows, model, importances: [importanceOf(record, model)] };
}

/** The record as if one of its objectives were the only one. */
function recordOf(record: RunRecord, j: number): RunRecord {
  const { objectives = [], referencePoint: _, ...others } = record;
  const rows = record.rows.map((row) => ({
    ...row,
    y: Number.isFinite(row.y) ? minimized(row.responses, objectives)[j] : NaN,
  }));
  return { ...others, objectives: [objectives[j]], rows };
}

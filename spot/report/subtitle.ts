/** A run in one line. @module */
import { paretoFront } from "../front.ts";
import { hasFront, incumbentOf, judgedPoints } from "../incumbent.ts";
import { numberText, numberTexts } from "../core/exact/number_text.ts";
import { isFeasible, type RowStatus, rowStatus, type RunRecord } from "../record.ts";
import { printable } from "./encoding/printable.ts";
import { hypervolume } from "./hypervolume.ts";
import { elapsedOf } from "./workers_table.ts";

/** A run in one line: its rows, the best of them, how they were evaluated. */
export function subtitleOf(record: RunRecord): string {
  const { rows, numCores, method, seed, objective } = record;
  const count = (status: RowStatus | "infeasible", number: number) =>
    number > 0 ? `, ${number} ${status}` : "";
  const countOf = (status: RowStatus) =>
    count(status, rows.filter((row) => rowStatus(row) === status).length);
  const infeasible = rows.filter((row) => Number.isFinite(row.y) && !isFeasible(row)).length;
  return `${printable(objective)}: ${rows.length} evaluation${rows.length === 1 ? "" : "s"}${
    countOf("failed")
  }${countOf("pruned")}${count("infeasible", infeasible)}, ${
    resultOf(record)
  }; seed ${seed}, ${method} on ` +
    `${numCores} core${numCores > 1 ? "s" : ""}, ${(elapsedOf(record) / 1000).toFixed(1)} s`;
}

function resultOf(record: RunRecord): string {
  const points = judgedPoints(record);
  if (points.length === 0) return "no usable result";
  if (points.every((point) => !point.isFeasible)) return "no feasible result";
  if (hasFront(record)) {
    const [size, volume] = [paretoFront(record).length, numberText(hypervolume(record))];
    return `front of ${size} point${size === 1 ? "" : "s"}, hypervolume ${volume}`;
  }
  const [bestText] = numberTexts([incumbentOf(record)!.y, ...points.map(({ y }) => y)]);
  return `best y ${bestText}`;
}

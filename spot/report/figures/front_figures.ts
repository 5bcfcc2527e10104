/** The figures of a run of several objectives. @module */
import { objectivePoints } from "../../front.ts";
import type { RunRecord } from "../../record.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { escapeHtml } from "../encoding/markup.ts";
import type { Analysis } from "./analysis.ts";
import type { Figure } from "./figure.ts";
import { frontFigure } from "./front_figure.ts";
import { hypervolumeFigure } from "./hypervolume_figure.ts";
import { importanceFigure } from "./importance_figure.ts";

/** A figure of a report. */
export interface NamedFigure {
  /** The name of its file, without its ending. */
  readonly name: string;
  /** HTML. */
  readonly heading: string;
  readonly caption: string;
  readonly figure: Figure;
}

/** Most pairs of objectives that are drawn. */
const MOST_PAIRS = 6;
const LONGEST_NAME = 60;

/** What the bars of importance are, in words. */
export const importanceCaption =
  "Total effect on the surrogate's mean: the share of its variance over the search " +
  "space that is left when all other hyperparameters are known. It has no unit; " +
  "interactions count for each hyperparameter in them. Results far worse than the others " +
  "are capped before.";

/** Makes the front of each pair of objectives, the hypervolume, and what matters to each objective. */
export function frontFigures(record: RunRecord, analysis: Analysis): NamedFigure[] {
  if (objectivePoints(record).length === 0) return [];
  return [
    ...pairsOf(record),
    {
      name: "hypervolume",
      heading: "Hypervolume",
      caption:
        "What the points so far dominate, up to the reference point, after each evaluation " +
        "in the order of submission.",
      figure: hypervolumeFigure(record),
    },
    ...importances(record, analysis),
  ];
}

function pairsOf(record: RunRecord): NamedFigure[] {
  const { objectives = [] } = record;
  const indices = [...objectives.keys()];
  const pairs = indices.flatMap((a) => indices.slice(a + 1).map((b) => [a, b] as const));
  return pairs.slice(0, MOST_PAIRS).map(([a, b]) => ({
    name: objectives.length === 2 ? "front" : `front_${a + 1}_${b + 1}`,
    heading: headingOf([objectives[a].name, objectives[b].name], " and "),
    caption: objectives.length === 2
      ? "Every point by its objectives; the line bounds what the front dominates."
      : "Every point by two of its objectives; the front is that of all of them.",
    figure: frontFigure(record, { objectives: [objectives[a].name, objectives[b].name] }),
  }));
}

function importances({ objectives = [] }: RunRecord, analysis: Analysis): NamedFigure[] {
  return objectives.flatMap(({ name }, j): NamedFigure[] => {
    const importance = analysis.importances[j] ?? [];
    if (importance.length === 0) return [];
    return [{
      name: `importance_${j + 1}`,
      heading: `Importance for ${headingOf([name], "")}`,
      caption: importanceCaption,
      figure: importanceFigure(importance),
    }];
  });
}

function headingOf(names: readonly string[], separator: string): string {
  return labelsOf(names, { most: LONGEST_NAME })
    .map((label) => `<bdi>${escapeHtml(label)}</bdi>`).join(separator);
}

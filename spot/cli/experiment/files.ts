/** The files that the experiment saves. @module */
import config from "../../../deno.json" with { type: "json" };
import { toExact } from "../../core/exact/exact_number.ts";
import { toCsv } from "../../report/encoding/csv.ts";
import { escapeHtml } from "../../report/encoding/markup.ts";
import { toSvg } from "../../report/figures/figure.ts";
import { toHtml } from "../../report/page/html_page.ts";
import { htmlTable } from "../../report/page/html_table.ts";
import { scalingFigure, scalingPanels } from "../../report/figures/scaling_figure.ts";
import type { Comparison } from "./comparison.ts";
import { type Measurement, timingNote } from "./measure.ts";
import type { ExperimentOptions } from "./options.ts";
import { exactRows, header, printedRows } from "./tables.ts";

/** The files of an experiment: texts by name. */
export async function experimentFiles(
  options: ExperimentOptions,
  measurements: readonly Measurement[],
  comparisons: readonly Comparison[],
): Promise<Record<string, string>> {
  const [{ timeS }, ...parallel] = comparisons;
  const scaling = {
    sequentialMs: 1000 * timeS,
    runs: parallel.map((entry) => ({ ...entry, durationMs: 1000 * entry.timeS })),
  };
  return {
    "experiment.csv": toCsv(header, exactRows(comparisons)),
    "experiment.json": experimentJson(options, measurements, comparisons),
    "experiment.svg": await toSvg(scalingFigure(scaling)),
    "experiment.html": toHtml({
      title: "Parallelism in the initial design",
      subtitle: subtitleOf(options),
      sections: [
        { figures: scalingPanels(scaling) },
        { html: `<h2>Runs</h2>${htmlTable(header, printedRows(comparisons))}` },
        { html: `<p>${escapeHtml(timingNote.join(" "))}</p>` },
      ],
    }),
  };
}

function subtitleOf({ funEvals, initSize, seed, repeat }: ExperimentOptions): string {
  const design = `a Latin hypercube of ${count(initSize, "configuration")}`;
  const points = funEvals === initSize
    ? design
    : `${design}, then ${count(funEvals - initSize, "proposed point")}`;
  const times = repeat > 1 ? `; median of ${repeat} timings` : "";
  return `A ResNet on the diabetes data: ${points}; seed ${seed}${times}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function experimentJson(
  options: ExperimentOptions,
  measurements: readonly Measurement[],
  comparisons: readonly Comparison[],
): string {
  const [{ runs: [{ record }] }] = measurements;
  return JSON.stringify(
    {
      version: config.version,
      deno: Deno.version.deno,
      options,
      variables: record.variables,
      X: record.rows.map(({ x }) => x.map(toExact)),
      y: record.rows.map(({ y }) => toExact(y)),
      runs: comparisons.map((comparison, index) => ({
        ...comparison,
        timesS: measurements[index].runs.map(({ durationMs }) => durationMs / 1000),
      })),
    },
    undefined,
    2,
  ) + "\n";
}

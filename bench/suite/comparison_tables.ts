/** A comparison of tuners as tables. @module */
import { type Cell, textTable } from "../../spot/report/text_table.ts";
import { groups, meanRanks, medians, type Outcome } from "./comparison.ts";

/**
 * Medians by function and number of variables, mean ranks by group, and where one tuner is behind.
 *
 * @param label That tuner.
 */
export function comparisonTables(
  outcomes: readonly Outcome[],
  tuners: readonly string[],
  label: string,
): string {
  const tables = [medianTable(outcomes, tuners), rankTable(outcomes, tuners)];
  const own = tuners.indexOf(label);
  if (own >= 0 && tuners.length > 1) tables.push(lossTable(outcomes, tuners, own));
  return tables.join("\n\n");
}

function medianTable(outcomes: readonly Outcome[], tuners: readonly string[]): string {
  const problems = Map.groupBy(outcomes, problemOf);
  const rows = [...problems].map(([problem, own]): Cell[] => [
    ...problem.split(" "),
    ...medians(own).map((value) => value.toFixed(2)),
  ]);
  return textTable(["median log10 regret", "variables", ...tuners], rows);
}

function rankTable(outcomes: readonly Outcome[], tuners: readonly string[]): string {
  const row = (name: string, own: readonly Outcome[]): Cell[] => [
    ...[name, own.length],
    ...meanRanks(own).map(({ mean, error }) => `${mean.toFixed(2)} (${error.toFixed(2)})`),
  ];
  const rows = Object.entries(groups).flatMap(([name, [first, last]]) => {
    const own = outcomes.filter(({ function: f }) => f >= first && f <= last);
    return own.length === 0 ? [] : [row(name, own)];
  });
  return textTable(["mean rank (s.e.)", "problems", ...tuners], [...rows, row("all", outcomes)]);
}

/** The problems where the best of the others is furthest ahead. */
function lossTable(outcomes: readonly Outcome[], tuners: readonly string[], own: number): string {
  const problems = Map.groupBy(outcomes, problemOf);
  const losses = [...problems].map(([problem, rows]) => {
    const values = medians(rows);
    const best = Math.min(...values.filter((_, tuner) => tuner !== own));
    const who = values.findIndex((value, tuner) => tuner !== own && value === best);
    return { problem, mine: values[own], best, behind: values[own] - best, tuner: tuners[who] };
  });
  const worst = losses.filter(({ behind }) => behind > 0)
    .sort((a, b) => b.behind - a.behind).slice(0, 10);
  if (worst.length === 0) return `${tuners[own]} is behind nowhere`;
  const rows = worst.map(({ problem, mine, best, behind, tuner }): Cell[] => [
    ...[...problem.split(" "), mine.toFixed(2), best.toFixed(2), behind.toFixed(2), tuner],
  ]);
  return textTable(
    [`${tuners[own]} behind`, "variables", "median", "best other", "by", "who"],
    rows,
  );
}

/** A function and its number of variables. */
function problemOf(outcome: Outcome): string {
  return `f${outcome.function} ${outcome.dimension}`;
}

/** One hostile set of names, levels and messages, sent through every output. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
// deno-lint-ignore no-import-prefix
import papaparse from "npm:papaparse@5.5.3";
// deno-lint-ignore no-import-prefix
import { SaxesParser } from "npm:saxes@6.0.0";
import { pointsTable, rowsTable } from "../../spot/cli/experiment/tables.ts";
import { toConfiguration } from "../../spot/core/space/configuration.ts";
import type { RunRecord } from "../../spot/record.ts";
import { labelsOf } from "../../spot/report/encoding/distinct_names.ts";
import { contourFigure } from "../../spot/report/figures/contour_figure.ts";
import { type Figure, toSvg, toVega } from "../../spot/report/figures/figure.ts";
import { importanceFigure } from "../../spot/report/figures/importance_figure.ts";
import { parallelCoordinatesFigure } from "../../spot/report/figures/parallel_coordinates_figure.ts";
import { progressFigure } from "../../spot/report/figures/progress_figure.ts";
import { scalingFigure } from "../../spot/report/figures/scaling_figure.ts";
import { importanceOf } from "../../spot/report/importance.ts";
import { recordFromJson, toExactJson } from "../../spot/report/record_json.ts";
import { resultsCells, resultsHeader } from "../../spot/report/results_cells.ts";
import { resultsTable } from "../../spot/report/results_table.ts";
import { rowsCsv } from "../../spot/report/rows_csv.ts";
import { textTable } from "../../spot/report/text_table.ts";
import { createProgressDisplay } from "../../spot/cli/progress_display.ts";
import { float } from "../_variables.ts";
import { hostileRuns, hostileTexts } from "./_hostile_texts.ts";

/** A surrogate that is quick: what it predicts is of no interest here. */
const model = {
  predict: (X: readonly (readonly number[])[]) => ({
    mean: Float64Array.from(X, (x) => x[0] + 3 * x[1]),
    sd: new Float64Array(X.length),
  }),
};
const runs = hostileRuns();
const namesOf = (run: RunRecord) => run.variables.map(({ name }) => name);
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{NChar}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Every name once: the factor's with that of another, the others two by two. */
function pairsOf(run: RunRecord): [string, string][] {
  const names = namesOf(run);
  const starts = names.map((_, i) => i).filter((i) => i % 2 === 0);
  return starts.map((i) => [names[i], names[i + 1] ?? names[1]]);
}

const contourOf = (pair: readonly string[]) => `contour of ${JSON.stringify(pair)}`;

/** A legend has at most 30 entries. */
function halvesOf(run: RunRecord): string[][] {
  const names = namesOf(run);
  return [names.slice(0, 21), names.slice(21)];
}

function figuresOf(run: RunRecord): readonly (readonly [name: string, figure: Figure])[] {
  const [first, second] = namesOf(run);
  return [
    ["progress", progressFigure(run)],
    ["importance", importanceFigure(importanceOf(run, model))],
    ...pairsOf(run).map((variables): [string, Figure] => [
      contourOf(variables),
      contourFigure(run, { model, variables }),
    ]),
    ["contour, turned", contourFigure(run, { model, variables: [second, first] })],
    ["parallel coordinates", parallelCoordinatesFigure(run)],
    ...halvesOf(run).map((names, half): [string, Figure] => [
      `scaling ${half}`,
      scalingFigure({ sequentialMs: 1, runs: scalingRuns(names) }),
    ]),
  ];
}

function scalingRuns(methods: readonly string[]) {
  return methods.map((method) => ({ method, numCores: 2, durationMs: 1, efficiency: 0.5 }));
}

/** The texts of an XML document; throws where it is not well-formed. */
function textsOfXml(document: string): string[] {
  const parser = new SaxesParser();
  const texts: string[] = [];
  let text = "";
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", () => void (text = ""));
  parser.on("text", (part) => void (text += part));
  parser.on("closetag", () => void (texts.push(text), text = ""));
  parser.write(document).close();
  return texts;
}

Deno.test("the hostile runs have every text as a name and as a level", () => {
  const names = runs.flatMap(namesOf);
  const levels = runs.flatMap(({ variables }) => variables[0].levels ?? []);
  for (const text of hostileTexts) {
    assert(names.includes(text) && levels.includes(text), JSON.stringify(text));
  }
  assertEquals(new Set(hostileTexts).size, hostileTexts.length);
});

Deno.test("toVega() compiles every figure without a warning if texts are hostile", () => {
  for (const run of runs) {
    for (const [name, figure] of figuresOf(run)) {
      const warnings: string[] = [];
      toVega(figure, (message) => warnings.push(message));
      assertEquals(warnings, [], name);
    }
  }
});

Deno.test("toSvg() draws XML with all names if texts are hostile", async () => {
  for (const run of runs) {
    const names = namesOf(run);
    const levels = run.variables[0].levels!;
    const wanted: Record<string, readonly string[]> = {
      "importance": labelsOf(names, { most: 40 }),
      ...Object.fromEntries(
        pairsOf(run).map((pair) => [contourOf(pair), labelsOf(pair, { most: 60 })]),
      ),
      "contour, turned": [
        ...labelsOf([names[1], names[0]], { most: 60 }),
        ...labelsOf(levels.map(String), { most: 24 }),
      ],
      "parallel coordinates": labelsOf(names, { most: 28, own: ["y"] }),
      ...Object.fromEntries(
        halvesOf(run).map((half, i) => [`scaling ${i}`, labelsOf(half, { most: 40 })]),
      ),
    };
    for (const [name, figure] of figuresOf(run)) {
      const svg = await toSvg(figure);
      const texts = textsOfXml(svg);
      for (const label of wanted[name] ?? []) {
        // The drawing runtime cuts a text that is too wide, and says so by an ellipsis.
        const drawn = (text: string) => text === label || cutOff(text, label);
        assert(texts.some(drawn), `${name} lacks ${JSON.stringify(label)}`);
      }
      assertEquals(texts.filter((text) => unseen.test(text)), [], name);
    }
  }
});

function cutOff(text: string, label: string): boolean {
  return text.endsWith("…") && text.length > 8 && label.startsWith(text.slice(0, -1));
}

Deno.test("rowsCsv() reads back with every name and level if texts are hostile", () => {
  for (const run of runs) {
    const csv = new TextDecoder().decode(new TextEncoder().encode(rowsCsv(run)));
    const { data: [header, ...lines], errors } = papaparse.parse(csv.slice(0, -2), {
      delimiter: ",",
      newline: "\r\n",
    }) as { data: string[][]; errors: unknown[] };
    assertEquals(errors, []);
    assertEquals(lines.length, run.rows.length);
    assertEquals(new Set(header).size, header.length);
    const names = namesOf(run);
    const own = ["row", "origin", "y", "status", "failure", "replicate", "worker", "cost_ms"];
    assertEquals([...header.slice(0, 2), ...header.slice(2 + names.length)], own);
    names.forEach((name, i) => {
      const column = own.includes(name) ? `${name} (variable)` : name.toWellFormed();
      assertEquals(unguarded(header[2 + i]), column);
    });
    lines.forEach((line, i) => {
      const row = run.rows[i];
      const configuration = toConfiguration(run.variables, row.x);
      assertEquals(line.length, header.length);
      assertEquals(
        unguarded(line[2]),
        (configuration[names[0]] as string).toWellFormed(),
      );
      names.slice(1).forEach((name, k) => assertEquals(Number(line[3 + k]), configuration[name]));
      assertEquals(Number(line[2 + names.length]), row.y);
      assert(!unseen.test(line[3 + names.length]), line[3 + names.length]);
      for (const cell of line) assertNoFormula(cell);
    });
    header.forEach(assertNoFormula);
  }
});

/** What a spreadsheet computes; numbers it may. */
function assertNoFormula(cell: string) {
  assert(!/^[=+\-@\t\r\n]/.test(cell) || Number.isFinite(Number(cell)), JSON.stringify(cell));
}

function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell;
}

Deno.test("toExactJson() and recordFromJson() keep a record if texts are hostile", () => {
  for (const run of runs) {
    const bytes = new TextEncoder().encode(toExactJson(run));
    assertEquals(recordFromJson(new TextDecoder().decode(bytes)), run);
  }
});

Deno.test("textTable() gives one line per row that a terminal only shows if texts are hostile", () => {
  for (const run of runs) {
    const table = textTable(resultsHeader, resultsCells(resultsTable(run, { importance: [] })));
    const lines = table.split("\n");
    assertEquals(lines.length, 2 + run.variables.length);
    for (const line of lines) assert(!unseen.test(line), JSON.stringify(line));
    for (const label of labelsOf(namesOf(run), { most: 60 })) {
      assert(lines.some((line) => line.startsWith(label)), JSON.stringify(label));
    }
    const rows = rowsTable(run).split("\n");
    assertEquals(rows.length, 2 + run.rows.length);
    for (const line of rows) assert(!unseen.test(line), JSON.stringify(line));
  }
});

Deno.test("pointsTable() names no two columns alike if variables are called as its own", () => {
  const variables = ["row", "y", "a", "seconds"].map((name) => float(name));
  const [header] = pointsTable(variables, [[0, 0, 0, 0]], { y: [1], seconds: [2] }).split("\n");
  assertEquals(header.trim().split(/ {2,}/), [
    "row",
    "row (variable)",
    "y (variable)",
    "a",
    "seconds (variable)",
    "y",
    "seconds",
  ]);
});

Deno.test("createProgressDisplay() writes single lines if labels are hostile", () => {
  const lines: string[] = [];
  const writeLine = (line: string) => void lines.push(line);
  for (const label of hostileTexts) {
    createProgressDisplay({ total: 9, terminal: false, writeLine })
      .update({ label, done: 1, best: 1, failures: 0 });
  }
  assertEquals(lines.length, hostileTexts.length);
  for (const line of lines) assert(!unseen.test(line), JSON.stringify(line));
  assertStringIncludes(lines[0], "1/9 \\xi: best of this run 1, ");
});

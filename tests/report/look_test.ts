/** What values show in notebooks, and as text elsewhere. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import type { RowRecord, RunRecord } from "../../spot/record.ts";
import { compareRuns } from "../../spot/report/compare_runs.ts";
import type { MediaBundle } from "../../spot/report/display/look.ts";
import { runMedia } from "../../spot/report/display/run_look.ts";
import { curvesFigure } from "../../spot/report/figures/curves_figure.ts";
import { hypervolumeFigure } from "../../spot/report/figures/hypervolume_figure.ts";
import { frontFigure } from "../../spot/report/figures/front_figure.ts";
import { importanceFigure } from "../../spot/report/figures/importance_figure.ts";
import { parallelCoordinatesFigure } from "../../spot/report/figures/parallel_coordinates_figure.ts";
import { progressFigure } from "../../spot/report/figures/progress_figure.ts";
import { scalingFigure, scalingPanels } from "../../spot/report/figures/scaling_figure.ts";
import { frontTable, paretoFront } from "../../spot/report/front_table.ts";
import { importanceOf } from "../../spot/report/importance.ts";
import { parallelReport } from "../../spot/report/parallel_report.ts";
import { pointStatistics } from "../../spot/report/points_table.ts";
import { resultsTable } from "../../spot/report/results_table.ts";
import { Spot } from "../../spot/spot.ts";
import { float } from "../_variables.ts";
import { tuningRun } from "./example_tuning.ts";
import { hostileRuns } from "./_hostile_texts.ts";

/** What Deno's kernel does with the last value of a cell. */
function shown(value: object): Promise<MediaBundle> {
  const { [Symbol.for("Jupyter.display")]: show } = value as Record<
    symbol,
    () => Promise<MediaBundle>
  >;
  return show.call(value);
}

const run = tuningRun(30);
const noRows: readonly RowRecord[] = [];

function frontRun(rows = run.rows): RunRecord {
  return {
    ...run,
    objectives: [{ name: "error", direction: "minimize" }, { name: "cost", direction: "minimize" }],
    rows: rows.map((row) => row.failure ? row : { ...row, responses: [row.y, -row.y] }),
  };
}

const tables: Readonly<Record<string, (record: RunRecord) => object>> = {
  resultsTable,
  importanceOf,
  parallelReport,
  pointStatistics: ({ rows }) => pointStatistics(rows),
  frontTable: ({ rows }) => frontTable(frontRun([...rows])),
  paretoFront: ({ rows }) => paretoFront(frontRun([...rows])),
  compareRuns: (record) => compareRuns([record], { sequential: record }),
};

for (const [name, make] of Object.entries(tables)) {
  Deno.test(`${name}() shows a table in notebooks and is one as text`, async () => {
    for (const rows of [run.rows, run.rows.slice(1, 2), noRows]) {
      const table = make({ ...run, rows });
      const { "text/html": html, "text/plain": text, ...others } = await shown(table);
      assertEquals(others, {});
      assertMatch(
        html,
        /^<div class="scroll"><table>\n<thead><tr><th scope="col" style="text-align: \w+">/,
      );
      assertMatch(text, /^ *\S.*\n-+/);
      assertEquals([String(table), Deno.inspect(table)], [text, text]);
    }
  });

  Deno.test(`${name}() is the same data as without its look`, () => {
    const table = make(run);
    const plain = Array.isArray(table) ? [...table] : { ...table };
    assertEquals(table, plain as object);
    assertEquals(JSON.stringify(table), JSON.stringify(plain));
    assertEquals(structuredClone(table), plain as object);
    assert(!("Jupyter.display" in plain) && !Object.hasOwn(plain, "toString"));
  });
}

Deno.test("pointStatistics() shows sixty rows of many, and how many more there are", async () => {
  const points = pointStatistics(tuningRun(5000).rows);
  const { "text/html": html, "text/plain": text } = await shown(points);
  assertEquals(html.match(/<tr>/g)?.length, 61);
  assertMatch(text, /\n\.\.\. \d+ more rows$/);
  assertEquals(text.split("\n").length, 63);
});

const panels = [{ method: "worker", numCores: 2, durationMs: 600, efficiency: 0.8 }];
const scaling = { sequentialMs: 1000, runs: panels };
const figures: Readonly<Record<string, (record: RunRecord) => object>> = {
  progressFigure,
  curvesFigure,
  parallelCoordinatesFigure,
  hypervolumeFigure: ({ rows }) => hypervolumeFigure(frontRun([...rows])),
  frontFigure: ({ rows }) => frontFigure(frontRun([...rows])),
  importanceFigure: (record) => importanceFigure(importanceOf(record)),
  scalingFigure: () => scalingFigure(scaling),
  "scalingPanels()[0]": () => scalingPanels(scaling)[0],
  "scalingPanels()[1]": () => scalingPanels(scaling)[1],
};

for (const [name, make] of Object.entries(figures)) {
  Deno.test(`${name}() shows a drawing in notebooks, and says as text what it is`, async () => {
    const figure = make(run);
    const { "image/svg+xml": svg, "text/plain": text, ...others } = await shown(figure);
    assertEquals(others, {});
    assertMatch(svg, /^<svg role="img" aria-label="[A-Z][^"]{10,}" /);
    assertMatch(text, /^[A-Z].{10,}$/);
    assertEquals([String(figure), Deno.inspect(figure)], [text, text]);
  });
}

/** Everything that a person could run into. */
const runs: Readonly<Record<string, RunRecord>> = {
  "1 row": { ...run, rows: run.rows.slice(1, 2) },
  "no rows": { ...run, rows: [], ended: "unfinished" },
  "5,000 rows": tuningRun(5000),
  "1 variable": tuningRun(20, [float("rate", 0, 1)]),
  "30 variables": tuningRun(40, Array.from({ length: 30 }, (_, i) => float(`v${i}`, 0, 1))),
  "only failed rows": {
    ...run,
    rows: run.rows.map((row): RowRecord => ({
      ...row,
      responses: [],
      y: NaN,
      failure: { kind: "value", message: "<i>no</i>" },
    })),
  },
  "a front": frontRun(),
  "a front without points": frontRun([]),
};

for (const [name, record] of Object.entries(runs)) {
  Deno.test(`runMedia() shows a run with ${name}`, async () => {
    const { "text/html": html, "text/plain": text } = await runMedia(record);
    assertMatch(
      html,
      /^<p>.*<\/p>\n[^]*<img alt="[^"]+" src="data:image\/svg\+xml;base64,[\w+/=]+">\n<div/,
    );
    assert(!/NaN|undefined|\[object/.test(html), html.replace(/base64,[^"]*/, ""));
    assertStringIncludes(text, `${record.rows.length} evaluation`);
    assert(html.length < 2e6, `${html.length} characters`);
  });
}

Deno.test("runMedia() shows hostile texts as what they are", async () => {
  for (const record of hostileRuns()) {
    const { "text/html": html } = await runMedia(record);
    assert(!/<script|<b>|javascript:/i.test(html));
  }
});

Deno.test("Spot shows itself in notebooks, and is one line as text", async () => {
  const funControl = funControlInit({ lower: [-5], upper: [5], funEvals: 8, seed: 1 });
  const spot = new Spot({
    fun: ([x]) => x * x,
    funControl,
    designControl: designControlInit({ initSize: 6 }),
  });
  assertEquals(`${spot}`, "Spot: 0 of 8 evaluations, best y NaN");
  assertStringIncludes((await shown(spot))["text/plain"], "not finished, 0 of 8 evaluations");
  await spot.run();
  assertMatch(Deno.inspect(spot), /^Spot: 8 of 8 evaluations, best y \d/);
  const { "text/html": html } = await shown(spot);
  assertStringIncludes(html, "8 evaluations, best y");
  assertStringIncludes(html, "<table>");
});

Deno.test("compareRuns() sees a bit that differs", () => {
  const [first, ...others] = run.rows;
  const other = { ...run, rows: [{ ...first, y: first.y + 2 ** -40 }, ...others] };
  const { runs } = compareRuns([run, other], { sequential: run });
  assertEquals(runs.map(({ sameBits }) => sameBits), [true, false]);
  assertMatch(String(compareRuns([other], { sequential: run })), / NO /);
});

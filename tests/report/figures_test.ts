import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { contourFigure } from "../../spot/report/figures/contour_figure.ts";
import { contourLines } from "../../spot/report/figures/contour_lines.ts";
import { curvesFigure } from "../../spot/report/figures/curves_figure.ts";
import { type Figure, toSvg, toVega } from "../../spot/report/figures/figure.ts";
import { assertDrawn } from "./_drawn_figure.ts";
import { escapeHtml } from "../../spot/report/encoding/markup.ts";
import { toHtml } from "../../spot/report/page/html_page.ts";
import { htmlTable } from "../../spot/report/page/html_table.ts";
import { importanceFigure } from "../../spot/report/figures/importance_figure.ts";
import { parallelCoordinatesFigure } from "../../spot/report/figures/parallel_coordinates_figure.ts";
import { progressFigure } from "../../spot/report/figures/progress_figure.ts";
import { scalingFigure, scalingPanels } from "../../spot/report/figures/scaling_figure.ts";
import { tuningReport } from "../../spot/report/figures/tuning_report.ts";
import { fitRecord, importanceOf } from "../../spot/report/importance.ts";
import { curvesRun, tuningRun, variables } from "./example_tuning.ts";

const record = tuningRun();
const model = fitRecord(record)!;
const wide = {
  ...record,
  rows: record.rows.map((row) => row.row === 3 ? { ...row, y: 1e6 } : row),
};

function scaling(cores: readonly number[]): Figure {
  const runs = ["worker", "subprocess"].flatMap((method) =>
    cores.map((numCores) => ({ method, numCores, durationMs: 900 / numCores, efficiency: 0.9 }))
  );
  return scalingFigure({ sequentialMs: 1300, runs });
}

const figures: readonly (readonly [name: string, figure: Figure, texts: readonly string[]])[] = [
  ["scaling", scaling([1, 2]), [
    "Number of cores",
    "Execution time (s)",
    "Parallel efficiency",
    "sequential 1.3 s",
    "perfect: 1.0",
    "worker",
    "subprocess",
  ]],
  ["scaling on many cores", scaling([1, 2, 4, 8, 16, 24]), ["24"]],
  ["progress", progressFigure(record), ["Evaluation", "initial design", "proposed"]],
  ["progress over orders of magnitude", progressFigure(wide), ["1,000,000", "200"]],
  ["importance", importanceFigure(importanceOf(record, model)), [
    "rate",
    "width",
    "Total effect (share of the variance)",
  ]],
  ["contour of two lengths", contour("rate", "drop"), ["predicted y", "rate", "drop"]],
  ["contour of two factors", contour("act", "width"), ["ReLU", "Tanh", "32"]],
  ["contour of both", contour("width", "rate"), ["width", "rate", "16"]],
  ["parallel coordinates", parallelCoordinatesFigure(record), ["rate", "Tanh", "32", "0.5"]],
  ["one point", parallelCoordinatesFigure(tuningRun(1)), ["rate"]],
  ["curves", curvesFigure(curvesRun()), ["Step", "Reported value", "best", "finished", "pruned"]],
  ["one curve", curvesFigure(curvesRun(1)), ["Step", "best"]],
  ["no curves", curvesFigure(tuningRun(3)), ["Reported value"]],
  ["progress of a pruned run", progressFigure(curvesRun()), ["Evaluation"]],
  ["no rows", progressFigure(tuningRun(0)), ["Evaluation"]],
];

function contour(a: string, b: string): Figure {
  return contourFigure(record, { model, variables: [a, b] });
}

for (const [name, figure, texts] of figures) {
  Deno.test(`toSvg() draws ${name} without a warning`, () => assertDrawn(figure, texts));
}

Deno.test("scalingFigure() keeps every efficiency within its axes", () => {
  const top = (efficiency: number) => {
    const runs = [{ method: "worker", numCores: 2, durationMs: 900, efficiency }];
    const [, panel] = toVega(scalingFigure({ sequentialMs: 900, runs })).scales
      ?.filter(({ name }) => name.endsWith("_y")) ?? [];
    return (panel as { readonly domain: readonly number[] }).domain;
  };
  assertEquals(top(0.9), [0, 1.1]);
  assertEquals(top(1.04), [0, 1.1]);
  assertEquals(top(1.6), [0, 1.05 * 1.6]);
});

/** What the data of a figure's first layer, or of the whole, hold. */
const valuesOf = ({ data }: Figure) =>
  (data as { readonly values: readonly Readonly<Record<string, unknown>>[] }).values;

Deno.test("curvesFigure() draws every row's curve, the best last", () => {
  const { rows } = curvesRun();
  const values = valuesOf(curvesFigure(curvesRun()));
  assertEquals(values.length, rows.reduce((sum, { curve }) => sum + (curve?.steps.length ?? 0), 0));
  const order = [...new Set(values.map(({ status }) => status))];
  assertEquals(order, ["pruned", "finished", "best"]);
  const best = Math.min(...rows.map(({ y }) => y).filter(Number.isFinite));
  assertEquals(values.at(-1), {
    opacity: 1,
    isAlone: false,
    step: 4,
    value: best + 8,
    status: "best",
    line: values.at(-1)!.line,
  });
});

Deno.test("curvesFigure() draws one row as the best if others have its response", () => {
  const run = curvesRun();
  const rows = run.rows.map((row) => row.pruned || row.failure ? row : { ...row, y: 1 });
  const lines = valuesOf(curvesFigure({ ...run, rows })).filter(({ status }) => status === "best");
  assertEquals(new Set(lines.map(({ line }) => line)).size, 1);
});

Deno.test("curvesFigure() draws a promoted row from where its predecessor ended, unless it began anew", () => {
  const run = curvesRun(3);
  const curves = [[1], [2, 3], [1, 2, 3]].map((steps) => ({ steps, values: steps }));
  const rows = run.rows.map((row, i) => ({
    ...{ ...row, curve: curves[i], budget: i === 0 ? 1 : 3 },
    ...(i > 0 && { predecessor: 0 }),
  }));
  const values = valuesOf(curvesFigure({ ...run, rows }));
  const stepsOf = (row: number) =>
    values.filter(({ line }) => `${line}`.endsWith(` ${row}`)).map(({ step }) => step);
  assertEquals([stepsOf(0), stepsOf(1), stepsOf(2)], [[1], [1, 2, 3], [1, 2, 3]]);
});

Deno.test("curvesFigure() draws a curve of one value as a point", async () => {
  const run = curvesRun(3);
  const rows = run.rows.map((row) => ({ ...row, curve: { steps: [1], values: [row.row] } }));
  const marks = (svg: string) => svg.match(/aria-roledescription="point"/g)?.length ?? 0;
  assertEquals(marks(await toSvg(curvesFigure({ ...run, rows }))), 3);
  assertEquals(marks(await toSvg(curvesFigure(run))), 0);
});

Deno.test("curvesFigure() thins long curves, and keeps their last values", () => {
  const run = curvesRun(3);
  const steps = Array.from({ length: 50_000 }, (_, step) => step);
  const rows = run.rows.map((row) => ({ ...row, curve: { steps, values: steps } }));
  const values = valuesOf(curvesFigure({ ...run, rows }));
  assert(values.length <= 20_003, `${values.length} points`);
  assertEquals(values.filter(({ step }) => step === 49_999).length, 3);
});

Deno.test("progressFigure() tells pruned rows from failed ones", () => {
  const [, , pruned, failed] = progressFigure(curvesRun()).layer as readonly Figure[];
  const { rows } = curvesRun();
  assertEquals(valuesOf(pruned).map(({ evaluation }) => evaluation), [
    ...rows.filter((row) => row.pruned).map(({ row }) => row + 1),
  ]);
  assertEquals(valuesOf(failed).length, rows.filter(({ failure }) => failure).length);
});

Deno.test("contourFigure() refuses names that are not of free hyperparameters", () => {
  const draw = (a: string) => () => contourFigure(record, { model, variables: [a, "rate"] });
  assertThrows(
    draw("nothing"),
    RangeError,
    "'nothing' is not a free hyperparameter: known are rate",
  );
  assertThrows(draw("fixed"), RangeError, "'fixed' is not a free hyperparameter");
  const empty = tuningRun(0);
  const variables = ["rate", "drop"] as const;
  assertThrows(() => contourFigure(empty, { model, variables }), RangeError, "no row");
});

const places = Array.from({ length: 21 }, (_, i) => -1 + i / 10);
const gridOf = (f: (x: number, y: number) => number) => ({
  xs: places,
  ys: places,
  values: places.map((x) => places.map((y) => f(x, y))),
});

Deno.test("contourLines() finds a plane's line exactly", () => {
  const segments = contourLines(gridOf((x, y) => x + 2 * y), 0.35);
  assert(segments.length > 0);
  for (const { x, y, x2, y2 } of segments) {
    assertAlmostEquals(x + 2 * y, 0.35, 1e-12);
    assertAlmostEquals(x2 + 2 * y2, 0.35, 1e-12);
  }
  const length = segments.reduce((sum, { x, y, x2, y2 }) => sum + Math.hypot(x2 - x, y2 - y), 0);
  assertAlmostEquals(length, Math.hypot(2, 1), 1e-9);
});

Deno.test("contourLines() closes a circle and cuts a saddle without crossing", () => {
  const circle = contourLines(gridOf((x, y) => x * x + y * y), 0.5);
  const length = circle.reduce((sum, { x, y, x2, y2 }) => sum + Math.hypot(x2 - x, y2 - y), 0);
  assertAlmostEquals(length, 2 * Math.PI * Math.SQRT1_2, 0.02);
  const saddle = { xs: [0, 1], ys: [0, 1], values: [[1, -1], [-1, 1.5]] };
  // The centre is above: each line cuts off one of the corners below, (1, 0) and (0, 1).
  const sides = contourLines(saddle, 0).map((
    { x, y, x2, y2 },
  ) => [Math.sign(x - y), Math.sign(x2 - y2)]);
  assertEquals(sides.sort(([a], [b]) => a - b), [[-1, -1], [1, 1]]);
  assertEquals(contourLines(gridOf(() => 1), 1), []);
});

Deno.test("parallelCoordinatesFigure() has the tuned configuration red, under noise no lucky one", () => {
  const run = tuningRun(17, [{ ...variables[0], lower: -4, upper: 4 }]);
  // A bowl with its bottom at 1, and one lucky response.
  const rows = run.rows.map((row, i) => {
    const a = i / 2 - 4;
    const { failure: _, ...others } = row;
    return { ...others, x: [a], y: a === 3 ? -0.1 : (a - 1) * (a - 1) };
  });
  const red = [false, true].map((noise) => {
    const figure = parallelCoordinatesFigure({ ...run, rows, noise });
    const { layer } = figure as unknown as {
      layer: { data: { values: { response: string }[] } }[];
    };
    return Number(layer[2].data.values[0].response);
  });
  assertEquals(red, [-0.1, 0]);
});

Deno.test("toHtml() places figures that belong together by the width of the window", () => {
  const panels = scalingPanels({ sequentialMs: 900, runs: [] });
  const html = toHtml({ title: "", sections: [{ figures: panels }, { figure: panels[0] }] });
  const names = ["Execution time", "Parallel efficiency", "Execution time"];
  const [first, second, third] = names.map((name, id) =>
    `<div class="figure" id="figure-${id}" role="img" ` +
    `aria-label="${name} against the number of cores"></div>`
  );
  assertStringIncludes(html, `<figure class="row">${first}${second}</figure>`);
  assertStringIncludes(html, `<figure>${third}</figure>`);
  assertMatch(html, /figure\.row \{ display: flex;[^}]* flex-wrap: wrap;/);
});

Deno.test("toHtml() makes a page that needs no server and that data cannot break", () => {
  const figure = progressFigure(record);
  const html = toHtml({
    title: "<script>alert(1)</script>",
    subtitle: "a & b",
    sections: [{ figure, caption: "</figure>" }, { html: "<h2>Kept</h2>" }],
  });
  const title = "<title>&#60;script&#62;alert(1)&#60;/script&#62;</title>";
  for (const text of [title, "<h2>Kept</h2>", 'id="figure-0"']) assert(html.includes(text), text);
  assert(!/<(script|link|img|iframe)[^>]+(src|href)=/.test(html));
  assert(!/@import|url\(/.test(html.slice(0, html.indexOf("<script>"))));
  // The figures, the runtime, and what draws them.
  assertEquals(html.match(/<script/g)?.length, 3);
  assertEquals(html.match(/<\/script>/g)?.length, 3);
});

Deno.test("escapeHtml() and htmlTable() escape every cell", () => {
  assertEquals(
    escapeHtml(`<a href="x">'&'</a>`),
    "&#60;a href=&#34;x&#34;&#62;&#39;&#38;&#39;&#60;/a&#62;",
  );
  const table = htmlTable(["a", "b"], [["<", 1], [">", "2.5"]]);
  assertStringIncludes(table, `<td>&#60;</td><td class="number">1</td>`);
});

Deno.test("tuningReport() makes all files of a run", async () => {
  const files = await tuningReport(record, { title: "Title", remarks: ["Remark <1>"] });
  assertEquals(Object.keys(files).sort(), [
    "contour.svg",
    "importance.svg",
    "parallel_coordinates.svg",
    "progress.svg",
    "record.json",
    "report.html",
    "rows.csv",
  ]);
  const html = files["report.html"];
  for (
    const text of [
      "Remark &#60;1&#62;",
      "a &#60;notice&#62;",
      "30 evaluations, 4 failed",
      "Crosses at the bottom failed.",
      "&#34;odd&#34;, name",
    ]
  ) {
    assert(html.includes(text), text);
  }
});

Deno.test("tuningReport() reports what there is if rows or variables are few", async () => {
  const allFailed = { ...record, rows: record.rows.filter(({ failure }) => failure) };
  for (const run of [tuningRun(0), tuningRun(1), allFailed]) {
    const files = await tuningReport(run);
    assertEquals(["contour.svg" in files, "importance.svg" in files], [false, false]);
    assert(files["report.html"].includes("<h2>Progress</h2>"));
  }
  const one = await tuningReport(tuningRun(10, [variables[0]]));
  assertEquals(["contour.svg" in one, "importance.svg" in one], [false, true]);
});

/** Figures show values that exist: levels by name, integers exact, however many there are. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Variable } from "../../spot/core/space/variable.ts";
import type { RunRecord } from "../../spot/record.ts";
import { contourFigure } from "../../spot/report/figures/contour_figure.ts";
import { type Figure, toSvg } from "../../spot/report/figures/figure.ts";
import { importanceFigure } from "../../spot/report/figures/importance_figure.ts";
import {
  parallelCoordinatesCaption,
  parallelCoordinatesFigure,
} from "../../spot/report/figures/parallel_coordinates_figure.ts";
import { progressFigure } from "../../spot/report/figures/progress_figure.ts";
import { tuningReport } from "../../spot/report/figures/tuning_report.ts";
import { resultsCells } from "../../spot/report/results_cells.ts";
import { resultsTable } from "../../spot/report/results_table.ts";
import { factor, float, int } from "../_variables.ts";
import { tuningRun } from "./example_tuning.ts";

const levels = (count: number) => factor("level", Array.from({ length: count }, (_, i) => `L${i}`));

/** A run with the given responses, none of them failed. */
function runWith(variables: readonly Variable[], y: (x: readonly number[]) => number, n = 120) {
  const run = tuningRun(n, variables);
  const rows = run.rows.map(({ failure: _, ...row }) => ({ ...row, y: y(row.x) }));
  return { ...run, rows };
}

/** Predicts by the last digit of the first variable, and notes what it is asked. */
function predictor() {
  const asked: (readonly number[])[] = [];
  const predict = (X: readonly (readonly number[])[]) => {
    asked.push(...X);
    return { mean: Float64Array.from(X, ([a]) => a % 10), sd: new Float64Array(X.length) };
  };
  return { asked, model: { predict } };
}

interface Layers {
  readonly layer: readonly { readonly data: { readonly values: readonly Values[] } }[];
}
type Values = Readonly<Record<string, number | string>>;
const valuesOf = (figure: Figure, layer: number) =>
  (figure as unknown as Layers).layer.at(layer)!.data.values;
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

for (const count of [2, 16, 17, 50, 60]) {
  for (const turned of [false, true]) {
    Deno.test(`contourFigure() draws ${count} levels by name${turned ? ", turned" : ""}`, async () => {
      const record = runWith([levels(count), float("z")], ([level, z]) => level % 10 + z);
      const { asked, model } = predictor();
      const names = turned ? ["z", "level"] as const : ["level", "z"] as const;
      const figure = contourFigure(record, { model, variables: names });
      assertEquals(new Set(asked.map(([level]) => level)).size, count);
      assert(asked.every(([level]) => Number.isInteger(level)), "asked between two levels");
      const label = turned ? "yLabel" : "xLabel";
      for (const cell of valuesOf(figure, 0)) {
        assertEquals(cell.mean, Number(String(cell[label]).slice(1)) % 10);
      }
      const texts = textsOf(await toSvg(figure));
      for (let i = 0; i < count; i++) assert(texts.includes(`L${i}`), `L${i}`);
      assert(!texts.some((text) => text.includes("undefined")));
      // Every point stands in the band of its level.
      for (const point of valuesOf(figure, 1)) {
        const place = Number(point[turned ? "y" : "x"]);
        assertEquals(`L${Math.round(place)}`, point[label]);
      }
    });
  }
}

Deno.test("contourFigure() shows the best of more levels than can stand beside each other", async () => {
  const record = runWith([levels(1000), float("z")], ([level]) => level, 500);
  const { asked, model } = predictor();
  const figure = contourFigure(record, { model, variables: ["level", "z"] });
  const evaluated = [...new Set(record.rows.map(({ x }) => x[0]))].sort((a, b) => a - b);
  const shown = [...new Set(asked.map(([level]) => level))];
  assertEquals(shown, evaluated.slice(0, 60));
  const texts = textsOf(await toSvg(figure));
  assert(texts.includes("level (the best 60 of 1000 levels)"));
  for (const level of shown) assert(texts.includes(`L${level}`), `L${level}`);
  const points = record.rows.filter(({ x }) => shown.includes(x[0]));
  assertEquals(valuesOf(figure, 1).length, points.length);
});

Deno.test("contourFigure() draws integers at integers, few and many", async () => {
  for (const [lower, upper] of [[5, 30], [-7, 12_345]]) {
    const record = runWith([int("width", lower, upper), float("z")], ([width]) => width);
    const { asked, model } = predictor();
    const figure = contourFigure(record, { model, variables: ["width", "z"] });
    assert(asked.every(([width]) => Number.isInteger(width) && width >= lower && width <= upper));
    const cells = valuesOf(figure, 0);
    for (const { x, x2, xLabel } of cells) {
      assert(Number(x) < Number(xLabel) && Number(xLabel) < Number(x2), `${xLabel}`);
      assertEquals(Math.abs(Number(x) % 1), 0.5);
    }
    const svg = await toSvg(figure);
    assert(!textsOf(svg).some((text) => /\.\d*[1-9]/.test(text) && Number(text) > 1), "a fraction");
  }
});

Deno.test("contourFigure() labels integers by their exact value after the transform", async () => {
  const seed = { ...int("seed", 123456789, 123456792) };
  const size: Variable = { ...int("size", 58, 60), transform: "power_2_int" } as Variable;
  const record = runWith([seed, size], ([value]) => value);
  const { model } = predictor();
  const texts = textsOf(
    await toSvg(contourFigure(record, { model, variables: ["seed", "size"] })),
  );
  // python3 -c "print(2 ** 59, 2 ** 60)"
  for (
    const text of ["123456789", "123456792", "576460752303423488", "1152921504606846976"]
  ) assert(texts.includes(text), text);
});

Deno.test("resultsCells() shows integers exactly and tells the tuned value from its bounds", () => {
  const variables = [
    int("seed", 123456789, 123456999),
    { ...int("size", 58, 60), transform: "power_2_int" } as Variable,
    float("rate", 0, 10),
    factor("level", ["64, 32", "16", "  "]),
  ];
  const run = tuningRun(1, variables);
  const rows = [{ ...run.rows[0], x: [123456790, 60, 9.99999999, 0], y: 1 }];
  const cells = resultsCells(resultsTable({ ...run, rows }, { importance: [] }));
  assertEquals(cells.map((row) => [row[3], row[5], row[6]]), [
    ["123456789 .. 123456999", "123456790", "123456790"],
    ["58 .. 60", "60", "1152921504606846976"],
    ["0 .. 10", "9.99999999", "9.99999999"],
    ['"64, 32", 16, "  "', "64, 32", "64, 32"],
  ]);
});

Deno.test("progressFigure() tells results apart that agree in their first digits", () => {
  const run = runWith([float("a")], () => 1, 3);
  const responses = [123456789, 1.00000001, 1];
  const rows = run.rows.map((row, i) => ({ ...row, y: responses[i] }));
  const figure = progressFigure({ ...run, rows });
  assertEquals(valuesOf(figure, 1).map(({ yText, bestText }) => [yText, bestText]), [
    ["123456789", "123456789"],
    ["1.00000001", "1.00000001"],
    ["1", "1"],
  ]);
});

const responses: readonly (readonly [string, number, number])[] = [
  ["a large offset", 123456789, 1],
  ["a small difference", 1, 1e-9],
  ["huge numbers", 0, 1e300],
  ["tiny numbers", 0, 1e-300],
  ["a constant", 123456789, 0],
];

for (const [name, offset, factorOf] of responses) {
  Deno.test(`progressFigure() labels the ticks of y differently if there are ${name}`, async () => {
    const record = runWith([float("a")], ([a]) => offset - factorOf * a, 20);
    const svg = await toSvg(progressFigure(record));
    const axis = svg.slice(svg.indexOf("Y-axis"));
    const labels = textsOf(axis.slice(0, axis.indexOf(">y<")));
    assertEquals(new Set(labels).size, labels.length, labels.join(" "));
    assert(labels.length > 0 && labels.every((label) => label.length < 20), labels.join(" "));
    if (factorOf === 0) assertEquals(labels, ["123,456,789"]);
  });
}

Deno.test("parallelCoordinatesFigure() draws the best and others by rank of many", () => {
  const record = runWith([float("a"), float("b")], ([a]) => a, 5000);
  const figure = parallelCoordinatesFigure(record);
  const drawn = [...new Set(valuesOf(figure, 1).map(({ configuration }) => configuration))];
  assertEquals([drawn.length, drawn[0], drawn.at(-1)], [500, 0, 4999]);
  assertEquals(valuesOf(figure, 2).length, 3);
  assertMatch(parallelCoordinatesCaption(record), /^Lines are 500 of 5000 configurations/);
  const few = runWith([float("a"), float("b")], ([a]) => a, 7);
  assertEquals(valuesOf(parallelCoordinatesFigure(few), 1).length, 7 * 3);
  assertMatch(parallelCoordinatesCaption(few), /^Each line is a configuration/);
});

Deno.test("parallelCoordinatesFigure() gives a variable called y an axis of its own", () => {
  const record = runWith([float("y"), float("y (variable)")], ([a]) => 5 + a, 4);
  const best = valuesOf(parallelCoordinatesFigure(record), 2);
  assertEquals(best.map(({ axis }) => axis), ["y (variable 2)", "y (variable)", "y"]);
});

const sizes: readonly (readonly [string, RunRecord])[] = [
  ["one row", runWith([float("a"), float("b")], () => 1, 1)],
  ["one variable", runWith([float("a")], ([a]) => a, 20)],
  ["30 variables", runWith(Array.from({ length: 30 }, (_, i) => float(`v${i}`)), ([a]) => a, 20)],
  ["failed rows only", {
    ...tuningRun(7),
    rows: tuningRun(49).rows.filter(({ failure }) => failure),
  }],
];

for (const [name, record] of sizes) {
  Deno.test(`every figure is drawn if there are ${name}`, async () => {
    const files = await tuningReport(record);
    for (const [file, text] of Object.entries(files)) {
      if (!file.endsWith(".svg")) continue;
      assert(!/NaN|undefined|Infinity/.test(text), file);
    }
    assert(textsOf(files["progress.svg"]).includes("Evaluation"));
    const names = textsOf(files["importance.svg"] ?? "");
    if (names.length > 0) {
      for (const v of record.variables) assert(names.includes(v.name), v.name);
    }
  });
}

Deno.test("importanceFigure() draws every bar's name of many", async () => {
  const importance = Array.from({ length: 30 }, (_, i) => ({
    name: `hyperparameter with a long name ${i}`,
    totalEffect: i / 30,
  }));
  const texts = textsOf(await toSvg(importanceFigure(importance)));
  for (const { name } of importance) assert(texts.includes(name), name);
});

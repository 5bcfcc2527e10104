import { assert, assertEquals, assertThrows } from "@std/assert";
import { defineSpace, factor, float, int } from "../../spot/core/space/define_space.ts";
import type { Configuration } from "../../spot/core/space/variable.ts";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { contourFigure } from "../../spot/report/figures/contour_figure.ts";
import {
  parallelCoordinatesCaption,
  parallelCoordinatesFigure,
} from "../../spot/report/figures/parallel_coordinates_figure.ts";
import { tuningReport } from "../../spot/report/figures/tuning_report.ts";
import { fitRecord, importanceOf } from "../../spot/report/importance.ts";
import { resultsCells } from "../../spot/report/results_cells.ts";
import { resultsTable } from "../../spot/report/results_table.ts";
import { rowsCsv } from "../../spot/report/rows_csv.ts";
import { Spot } from "../../spot/spot.ts";

const space = defineSpace({
  kind: factor(["line", "bowl"]),
  a: float(0, 1, { when: { kind: "line" } }),
  b: float(1e-3, 1, { scale: "log", when: { kind: "bowl" } }),
  n: int(1, 40, { when: { kind: "bowl", b: [0.1, 1] } }),
});
const evaluate = ({ kind, a, b, n = 1 }: Configuration) =>
  kind === "line" ? 1 + Number(a) : Math.abs(Number(b) - 0.3) + Math.abs(Number(n) - 20) / 20;
const { record } = await new Spot({
  fun: (_, { configuration }) => evaluate(configuration),
  funControl: funControlInit({ space, funEvals: 30, seed: 1 }),
}).run();

/** All data of a figure's layers. */
const layers = (figure: object) =>
  (figure as { layer: { data: { values: Record<string, unknown>[] } }[] }).layer
    .map(({ data }) => data.values);

Deno.test("resultsTable() tells what the best configuration lacks, and when it is there", () => {
  const rows = resultsTable(record);
  assertEquals(rows.map(({ isInactive }) => isInactive), [false, true, false, false]);
  assertEquals([rows[1].tuned, rows[1].value], [undefined, undefined]);
  assertEquals(rows[0].tuned, "bowl");
  const cells = resultsCells(rows);
  assertEquals(cells[1][5], "inactive");
  assertEquals(cells[1][3], "0.000 .. 1.000 (if kind: line)".replaceAll(".000", ""));
  assert(String(cells[3][3]).endsWith("(if kind: bowl; b: 0.1 .. 1)"), `${cells[3][3]}`);
});

Deno.test("rowsCsv() leaves the cells of inactive hyperparameters empty", () => {
  const [header, ...lines] = rowsCsv(record).trim().split("\r\n").map((line) => line.split(","));
  const [kind, a, b] = ["kind", "a", "b"].map((name) => header.indexOf(name));
  for (const line of lines) {
    assertEquals(line[a] === "", line[kind] === "bowl");
    assertEquals(line[b] === "", line[kind] === "line");
  }
});

Deno.test("importanceOf() counts a hyperparameter only where it is active", () => {
  const effects = Object.fromEntries(
    importanceOf(record, {
      // The value of a alone; where it is inactive, its canonical value must be all that is seen.
      predict: (X) => {
        for (const [kind, a] of X) if (kind === 1) assertEquals(a, 0.5);
        return { mean: Float64Array.from(X, ([, a]) => a), sd: new Float64Array(X.length) };
      },
    }).map(({ name, totalEffect }) => [name, totalEffect]),
  );
  // kind and a each make half of E (f - f')^2: for a 1/2 of 1/6, for kind 1/2 of 1/12; Var f is 1/24.
  assert(Math.abs(effects.a - 1) < 0.1 && Math.abs(effects.kind - 0.5) < 0.1, `${effects.a}`);
  assertEquals([effects.b, effects.n], [0, 0]);
});

Deno.test("parallelCoordinatesFigure() passes below an axis where a hyperparameter is inactive", () => {
  const [, lines, , labels] = layers(parallelCoordinatesFigure(record));
  assertEquals(lines.length, 30 * 5);
  for (let line = 0; line < 30; line++) {
    const [kind, a, b] = lines.slice(5 * line);
    const absent = kind.value === "line" ? b : a;
    const present = kind.value === "line" ? a : b;
    assertEquals([absent.place, absent.value], [-0.12, "inactive"]);
    assert(Number(present.place) >= 0);
  }
  const inactive = labels.filter(({ label }) => label === "inactive").map(({ axis }) => axis);
  assertEquals(inactive, ["a", "b", "n"]);
  assert(parallelCoordinatesCaption(record).includes("lack"));
});

Deno.test("contourFigure() draws nothing where a hyperparameter is inactive", () => {
  const model = fitRecord(record)!;
  const [cells, points] = layers(contourFigure(record, { model, variables: ["kind", "b"] }));
  assert(cells.length > 0 && cells.every(({ x }) => x === 0.5));
  assertEquals(points.length, record.rows.filter(({ x }) => x[0] === 1).length);
  const partly = layers(contourFigure(record, { model, variables: ["b", "n"] }))[0];
  assert(partly.length > 0 && partly.every(({ x2 }) => Number(x2) > 0.1));
  assertThrows(
    () => contourFigure(record, { model, variables: ["a", "b"] }),
    RangeError,
    "no row of the record has both hyperparameters",
  );
});

Deno.test("tuningReport() reports a run with conditions", async () => {
  const files = await tuningReport(record);
  assert("contour.svg" in files && "parallel_coordinates.svg" in files);
  const [, configuration] = files["report.html"].match(/<code>(.*?)<\/code>/s)!;
  assertEquals(configuration.split("\n").length, 3);
  assert(!configuration.includes("<bdi>a</bdi>") && !configuration.includes("undefined"));
});

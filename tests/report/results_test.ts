import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { fitRecord, importanceOf } from "../../spot/report/importance.ts";
import { quantile } from "../../spot/core/exact/quantile.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import { incumbentOf, tunedConfiguration } from "../../spot/incumbent.ts";
import { recordFromJson, toExactJson } from "../../spot/report/record_json.ts";
import { resultsTable } from "../../spot/report/results_table.ts";
import { rowsCsv } from "../../spot/report/rows_csv.ts";
import type { FittedSurrogate } from "../../spot/surrogate/surrogate.ts";
import { float } from "../_variables.ts";
import { curvesRun, responseOf, tuningRun, variables } from "./example_tuning.ts";
import { rowStatus } from "../../spot/record.ts";

function exactly(f: (x: readonly number[]) => number): FittedSurrogate {
  return {
    predict: (X) => ({ mean: Float64Array.from(X, f), sd: new Float64Array(X.length) }),
  };
}

function cube(k: number, upper = 1) {
  const all = Array.from({ length: k }, (_, i) => float(`x${i}`, -upper, upper));
  return { ...tuningRun(0), variables: all };
}

Deno.test("importanceOf() gives the shares of the variance if effects add up", () => {
  // Var(2 a + b) = (4 + 1) Var(a): shares 4/5 and 1/5, none of c.
  const effects = importanceOf(cube(3), exactly(([a, b]) => 2 * a + b));
  assertAlmostEquals(effects[0].totalEffect, 0.8, 0.05);
  assertAlmostEquals(effects[1].totalEffect, 0.2, 0.02);
  assertEquals(effects[2].totalEffect, 0);
});

Deno.test("importanceOf() gives the known total effects of the Ishigami function", () => {
  // Saltelli, Ratto et al. (2008), "Global Sensitivity Analysis", section 4.5: a = 7, b = 0.1 give
  // 0.5576, 0.4424 and 0.2437.
  const ishigami = ([a, b, c]: readonly number[]) =>
    Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
  const effects = importanceOf(cube(3, Math.PI), exactly(ishigami));
  [0.5576, 0.4424, 0.2437].forEach((value, i) =>
    assertAlmostEquals(effects[i].totalEffect, value, 0.06)
  );
});

Deno.test("importanceOf() does not depend on units of variables or responses", () => {
  const f = ([a, b]: readonly number[]) => a * a + a * b + b;
  const plain = importanceOf(cube(2), exactly(f));
  const scaled = importanceOf(cube(2, 1000), exactly(([a, b]) => 50 + 3 * f([a / 1000, b / 1000])));
  const huge = importanceOf(cube(2), exactly((x) => 1e200 * f(x)));
  for (const [i, { totalEffect }] of plain.entries()) {
    assertAlmostEquals(totalEffect, scaled[i].totalEffect, 1e-9);
    assertAlmostEquals(totalEffect, huge[i].totalEffect, 1e-9);
  }
});

Deno.test("importanceOf() is 0 for fixed variables and for a constant surrogate", () => {
  const effects = importanceOf(tuningRun(5), exactly(() => 3));
  assertEquals(effects.map(({ totalEffect }) => totalEffect), [0, 0, 0, 0, 0]);
  assertEquals(effects.map(({ name }) => name), variables.map(({ name }) => name));
});

Deno.test("fitRecord() is not blinded by one result that is far worse", () => {
  const record = tuningRun();
  const rows = record.rows.map((row) => row.row === 3 ? { ...row, y: 1e9, responses: [1e9] } : row);
  const model = fitRecord({ ...record, rows })!;
  const effects = importanceOf(record, model);
  assert(effects[0].totalEffect > 0.5, JSON.stringify(effects));
});

/** A run over the unit square of results that are given point by point. */
function squareRun(n: number, f: (x: readonly number[]) => number) {
  const random = createStream("plateau");
  const [first] = tuningRun(1).rows;
  const rows = Array.from({ length: n }, (_, row) => {
    const x = [random(), random()];
    return { ...first, row, x, responses: [f(x)], y: f(x) };
  });
  return { ...tuningRun(0), variables: [float("a"), float("b")], rows };
}

// Total effects of the functions themselves: by hand, all of the variance is a's, or half of it each's.
const plateaus: Readonly<Record<string, [(x: readonly number[]) => number, number, number]>> = {
  "a floor under three quarters": [([a]) => Math.max(0.75, a), 1, 0],
  "a floor under nine tenths": [([a]) => Math.max(0.9, a), 1, 0],
  "a step": [([a]) => a > 0.8 ? 1 : 0, 1, 0],
  "a step down from a plateau": [([a]) => a > 0.2 ? 1 : 0, 1, 0],
  "a step over something tiny": [([a, b]) => (a > 0.8 ? 1 : 0) + 1e-9 * b, 1, 0],
  "three levels": [([a]) => a > 0.9 ? 5 : a > 0.8 ? 1 : 0, 1, 0],
};
for (const [name, [f, ofA, ofB]] of Object.entries(plateaus)) {
  Deno.test(`importanceOf() is right if most results are alike: ${name}`, () => {
    for (const unit of [1, 1e-200, 1e200]) {
      const effects = importanceOf(squareRun(60, (x) => unit * f(x)));
      // The tolerance is the surrogate's, which rounds off the corners of a step.
      assertAlmostEquals(effects[0].totalEffect, ofA, 0.1);
      assertAlmostEquals(effects[1].totalEffect, ofB, 0.1);
    }
  });
}

Deno.test("importanceOf() is not blinded by one result if most of the others are alike", () => {
  const record = squareRun(60, ([a]) => a > 0.8 ? 1 : 0);
  const rows = record.rows.map((row) => row.row === 7 ? { ...row, y: 1e9 } : row);
  const [a, b] = importanceOf({ ...record, rows });
  assert(a.totalEffect > 0.8 && b.totalEffect < 0.3, `${a.totalEffect} and ${b.totalEffect}`);
});

Deno.test("importanceOf() is 0 if all results are the same, and none if there is one", () => {
  const effects = importanceOf(squareRun(20, () => 3));
  assertEquals(effects.map(({ totalEffect }) => totalEffect), [0, 0]);
  assertEquals(importanceOf(squareRun(1, () => 3)), []);
});

Deno.test("fitRecord() gives nothing if fewer than two rows succeeded", () => {
  assertEquals(fitRecord(tuningRun(1)), undefined);
});

Deno.test("quantile() interpolates linearly", () => {
  assertEquals([0, 0.25, 0.5, 0.9, 1].map((share) => quantile([3, 1, 4, 2], share)), [
    1,
    1.75,
    2.5,
    3.7,
    4,
  ]);
  assertEquals(quantile([5], 0.3), 5);
});

Deno.test("tunedConfiguration() has all variables by name, after transforms", () => {
  const record = tuningRun();
  const { x, y } = incumbentOf(record)!;
  assertEquals(y, Math.min(...record.rows.map((row) => row.y).filter(Number.isFinite)));
  assertEquals(y, responseOf(x));
  const configuration = tunedConfiguration(record)!;
  assertEquals(Object.keys(configuration), ["rate", "width", "fixed", "act", "drop"]);
  assertEquals([configuration.width, configuration.fixed], [2 ** x[1], 4]);
});

Deno.test("incumbentOf() judges points by the means of their replicates under noise", () => {
  const record = { ...tuningRun(3), noise: true };
  const at = (row: number, x: number[], y: number) => ({ ...record.rows[row], x, y });
  const rows = [at(0, [1, 2, 0, 0], 1), at(1, [1, 2, 0, 0], 9), at(2, [2, 2, 0, 0], 4)];
  assertEquals(incumbentOf({ ...record, rows }), { x: [2, 2, 0, 0], y: 4, isFeasible: true });
  assertEquals(incumbentOf({ ...record, rows, noise: false })?.y, 1);
});

Deno.test("resultsTable() has one row per variable, also if nothing succeeded", () => {
  const record = tuningRun();
  const importance = variables.map(({ name }, i) => ({ name, totalEffect: i / 10 }));
  const rows = resultsTable(record, { importance });
  const { x } = incumbentOf(record)!;
  assertEquals(rows.map(({ name }) => name), ["rate", "width", "fixed", "act", "drop"]);
  assertEquals(rows.map(({ tuned }) => tuned), [x[0], x[1], 4, variables[3].levels![x[2]], x[3]]);
  assertEquals(rows[1], {
    name: "width",
    type: "int",
    default: 3,
    lower: 2,
    upper: 5,
    levels: undefined,
    scale: "linear",
    transform: "power_2_int",
    when: undefined,
    isInactive: false,
    tuned: x[1],
    value: 2 ** x[1],
    importance: 0.1,
  });
  const empty = resultsTable(tuningRun(0));
  assertEquals(empty.map(({ tuned }) => tuned), [undefined, undefined, 4, undefined, undefined]);
});

Deno.test("toExactJson() and recordFromJson() keep every bit of a record", () => {
  const record = tuningRun();
  const responses = [NaN, -0, Infinity, -Infinity, 5e-324, 0.1];
  const rows = [{ ...record.rows[0], responses, y: -0, costMs: 1 / 3 }, ...record.rows.slice(1)];
  const exotic = { ...record, rows };
  const again = recordFromJson(toExactJson(exotic));
  assertEquals(again, exotic);
  assert(again.rows[0].responses.every((value, i) => Object.is(value, responses[i])));
  assert(Object.is(again.rows[0].y, -0));
});

Deno.test("recordFromJson() refuses what is not a record", () => {
  for (const text of ["{}", "[]", "null", '{"formatVersion":2,"rows":[]}']) {
    assertThrows(() => recordFromJson(text), TypeError, "Cannot read a record");
  }
  assertThrows(() => recordFromJson("{"), SyntaxError);
});

Deno.test("recordFromJson() reads curves back, and rowsCsv() tells how rows ended", () => {
  const run = curvesRun(7);
  const curve = { steps: [-0, 1], values: [1, -0] };
  const rows = run.rows.map((row) => row.row === 0 ? { ...row, curve } : row);
  assertEquals(recordFromJson(toExactJson({ ...run, rows })).rows, rows);
  const statuses = rowsCsv(run).trim().split("\r\n").slice(1).map((line) =>
    /pruned|failed|finished/.exec(line)?.[0]
  );
  assertEquals(statuses, run.rows.map(rowStatus));
});

Deno.test("rowsCsv() has a column of budgets if rows have any", () => {
  const run = tuningRun(3);
  const rows = run.rows.map((row, i) => ({ ...row, budget: 3 ** i }));
  const lines = rowsCsv({ ...run, rows }).trim().split("\r\n");
  assertEquals(lines.map((line) => line.split(",").at(-1)), ["budget", "1", "3", "9"]);
});

Deno.test("incumbentOf() compares the rows of the largest budget that has a result", () => {
  const run = tuningRun(4);
  const at = (row: number, y: number, budget: number) => ({ ...run.rows[row], y, budget });
  const rows = [at(0, 1, 1), at(1, 3, 3), at(2, 2, 3), at(3, NaN, 9)];
  assertEquals(incumbentOf({ ...run, rows })?.y, 2);
});

Deno.test("rowsCsv() quotes cells and keeps exact numbers", () => {
  const lines = rowsCsv(tuningRun(7)).split("\r\n");
  assertEquals(
    lines[0],
    "row,origin,rate,width,fixed,act,drop,y,status,failure,replicate,worker,cost_ms",
  );
  assertEquals(lines.length, 9);
  const failed = lines[7];
  assert(failed.endsWith(',NaN,failed,"Error: ""no"", <b>",0,0,1'), failed);
  assert(lines.some((line) => line.includes(',"<b>""odd"", name</b>",')));
});

Deno.test("resultsTable() measures the importance unless it is given", () => {
  const record = tuningRun(12);
  const measured = resultsTable(record).map(({ importance }) => importance);
  assertEquals(measured, importanceOf(record).map(({ totalEffect }) => totalEffect));
  assertEquals(resultsTable(tuningRun(1)).map(({ importance }) => importance), [
    ...resultsTable(tuningRun(1)).map(() => undefined),
  ]);
});

import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import type { RunRecord } from "../../spot/record.ts";
import { frontFigure } from "../../spot/report/figures/front_figure.ts";
import { type Figure, toSvg, toVega } from "../../spot/report/figures/figure.ts";
import { assertDrawn } from "./_drawn_figure.ts";
import { hypervolumeFigure } from "../../spot/report/figures/hypervolume_figure.ts";
import { progressFigure } from "../../spot/report/figures/progress_figure.ts";
import { tuningReport } from "../../spot/report/figures/tuning_report.ts";
import { frontCells, frontCsv, frontTable } from "../../spot/report/front_table.ts";
import { paretoFront } from "../../spot/front.ts";
import { hypervolume, hypervolumes } from "../../spot/report/hypervolume.ts";
import { recordFromJson, toExactJson } from "../../spot/report/record_json.ts";
import { resultsTable } from "../../spot/report/results_table.ts";
import { rowsCsv } from "../../spot/report/rows_csv.ts";
import { float } from "../_variables.ts";
import { hostileTexts } from "./_hostile_texts.ts";
import { tuningRun } from "./example_tuning.ts";

const variables = [float("rate", 0, 1)];
const accuracy = { name: "accuracy", direction: "maximize" } as const;
const objectives = [{ name: "error", direction: "minimize" }, accuracy] as const;

/** A run of points whose responses are given; a third number is a constraint. */
function frontRun(
  points: readonly (readonly number[])[],
  changes: Partial<RunRecord> = {},
): RunRecord {
  const { rows, ...run } = tuningRun(points.length, variables);
  return {
    ...run,
    objectives,
    ...changes,
    rows: rows.map((row, i) => {
      const { failure: _, ...others } = row;
      const [first, second, constraint] = points[i];
      const responses = [first, second];
      const constraints = constraint === undefined ? {} : { constraints: [constraint] };
      return { ...others, ...constraints, y: first, responses, x: [i / points.length] };
    }),
  };
}

const record = frontRun([[1, 5, -1], [3, 7, 0], [2, 5, -1], [0, 9, 0.5], [4, 8, -2], [2, 6, -1]]);

Deno.test("frontTable() has the feasible points that no other dominates, best first", () => {
  assertEquals(frontTable(record), {
    header: ["error", "accuracy", "rate", "constraint 1"],
    rows: [[1, 5, 0, -1], [2, 6, 5 / 6, -1], [3, 7, 1 / 6, 0], [4, 8, 4 / 6, -2]],
  });
  assertEquals(
    frontCsv(record).split("\r\n").slice(0, 2),
    ["error,accuracy,rate,constraint 1", "1,5,0,-1"],
  );
  assertEquals(frontTable(frontRun([[1, 2, 3]])).rows, []);
});

Deno.test("frontTable() and frontCsv() leave what is inactive empty, and people read that it is", () => {
  const conditional = { ...float("momentum", 0, 1), when: { rate: [0.5, 1] } };
  const run = frontRun([[1, 5], [2, 6]], { variables: [...variables, conditional] });
  const rows = run.rows.map((row, i) => ({ ...row, x: [i, 0.5] }));
  assertEquals(frontTable({ ...run, rows }).rows, [[1, 5, 0, ""], [2, 6, 1, 0.5]]);
  assertEquals(frontCsv({ ...run, rows }).split("\r\n")[1], "1,5,0,");
  assertEquals(frontCells({ ...run, rows }).rows.map((row) => row[3]), ["inactive", "0.5"]);
});

Deno.test("paretoFront() and hypervolumes() count rows of the largest budget only", () => {
  const run = frontRun([[0, 99], [1, 5], [0, 9], [1, 7]], { referencePoint: [2, 4] });
  const budgets = [1, 1, 1, 9];
  for (const noise of [false, true]) {
    const rows = run.rows.map((row, i) => ({ ...row, x: [0.5], budget: budgets[i] }));
    const record = { ...run, noise, rows };
    assertEquals(paretoFront(record).map(({ values }) => values), [[1, 7]]);
    assertEquals(hypervolume(record), 3);
    assertEquals(hypervolumes(record), [0, 0, 0, 3]);
  }
});

Deno.test("rowsCsv() has columns of objectives and constraints if there are any", () => {
  const [header, first] = rowsCsv(record).split("\r\n");
  assertEquals(
    header,
    "row,origin,rate,error,accuracy,y,status,failure,replicate,worker,cost_ms,constraint 1",
  );
  assertEquals(first, "0,design,0,1,5,1,finished,,0,0,1,-1");
});

Deno.test("recordFromJson() reads what toExactJson() wrote of a run of several objectives", () => {
  const exact = frontRun([[1, -0, -0], [NaN, 3, 1e-320]], { referencePoint: [-0, 2] });
  assertEquals(recordFromJson(toExactJson(exact)), exact);
});

Deno.test("resultsTable() has neither tuned values nor importance if there is a front", () => {
  assertEquals(
    resultsTable(record).map(({ tuned, value, importance }) => [tuned, value, importance]),
    [[undefined, undefined, undefined]],
  );
});

function kindsOf(figure: Figure): string[] {
  const [, { data }] = (figure as unknown as {
    readonly layer: readonly { readonly data: { readonly values: { readonly kind: string }[] } }[];
  }).layer;
  return data.values.map(({ kind }) => kind);
}

Deno.test("frontFigure() tells the front, dominated and infeasible points and the reference point apart", () => {
  const [on, behind, broken] = ["Pareto front", "dominated", "infeasible"];
  assertEquals(kindsOf(frontFigure(record)), [on, on, behind, broken, on, on, "reference point"]);
});

Deno.test("frontFigure() leaves out a reference point that would press the points together", () => {
  const far = kindsOf(frontFigure({ ...record, referencePoint: [1e6, -1e6] }));
  assertEquals(far.includes("reference point"), false);
});

Deno.test("frontFigure() bounds what the front dominates, whatever the directions", () => {
  const lineOf = (directions: readonly ("minimize" | "maximize")[]) => {
    const named = directions.map((direction, j) => ({ name: `f${j}`, direction }));
    const run = frontRun([[1, 2], [2, 1]], { objectives: named, referencePoint: [1.5, 1.5] });
    const { layer: [{ mark, data }] } = frontFigure(run) as unknown as {
      readonly layer: readonly {
        readonly mark: { readonly interpolate: string };
        readonly data: { readonly values: readonly { readonly x: number; readonly y: number }[] };
      }[];
    };
    return [mark.interpolate, ...data.values.map(({ x, y }) => [x, y])];
  };
  const [first, second] = [[1, 2], [2, 1]];
  assertEquals(
    lineOf(["minimize", "minimize"]),
    ["step-after", [1, 1.5], first, second, [1.5, 1]],
  );
  assertEquals(
    lineOf(["maximize", "maximize"]),
    ["step-before", [1.5, 2], first, second, [2, 1.5]],
  );
  assertEquals(lineOf(["minimize", "maximize"]), ["step-after", [1, 1.5], first, [1.5, 2]]);
  assertEquals(lineOf(["maximize", "minimize"]), ["step-before", [1.5, 1], second, [2, 1.5]]);
});

Deno.test("frontFigure() refuses names that are no objectives", () => {
  assertThrows(
    () => frontFigure(record, { objectives: ["error", "speed"] }),
    RangeError,
    "Cannot draw the Pareto front as 'objectives' must name two of the run's: current value is \"speed\"",
  );
});

const figures: Record<string, [Figure, ...string[]]> = {
  "a front": [frontFigure(record), "error", "accuracy", "Pareto front", "infeasible"],
  "a front of one point": [frontFigure(frontRun([[1, 2]])), "reference point"],
  "a front of no point": [frontFigure(frontRun([[1, 2, 1]])), "infeasible"],
  "hypervolumes": [hypervolumeFigure(record), "Hypervolume", "Evaluation"],
  "a progress with infeasible rows": [
    progressFigure({ ...record, objectives: undefined }),
    "initial design",
  ],
  "a progress without feasible rows": [
    progressFigure(frontRun([[1, 2, 1], [3, 4, 1]])),
    "Evaluation",
  ],
};
for (const [name, [figure, ...texts]] of Object.entries(figures)) {
  Deno.test(`toSvg() draws ${name} without a warning`, () => assertDrawn(figure, texts));
}

Deno.test("frontFigure() and frontCsv() take every name of an objective", async () => {
  for (let i = 0; i + 1 < hostileTexts.length; i += 2) {
    const named = [hostileTexts[i], hostileTexts[i + 1]].map((name, j) => ({
      ...{ name, direction: objectives[j].direction },
    }));
    const run = frontRun([[1, 2], [2, 3]], { objectives: named });
    const warnings: string[] = [];
    toVega(frontFigure(run), (message) => warnings.push(message));
    assertEquals(warnings, [], hostileTexts[i]);
    assertMatch(await toSvg(frontFigure(run)), /^<svg [\s\S]*<\/svg>$/);
    assertEquals(new Set(frontTable(run).header).size, 3);
    assertEquals(frontCsv(run).length > 0, true);
  }
});

Deno.test("tuningReport() has the front, its table and the hypervolume", async () => {
  const files = await tuningReport(record);
  assertEquals(Object.keys(files), [
    ...["report.html", "front.svg", "hypervolume.svg", "importance_1.svg", "importance_2.svg"],
    ...["rows.csv", "front.csv", "record.json"],
  ]);
  const page = files["report.html"];
  assertStringIncludes(page, "6 evaluations, 1 infeasible, front of 4 points, hypervolume ");
  for (const heading of ["Pareto front", "Hypervolume"]) {
    assertStringIncludes(page, `<h2>${heading}</h2>`);
  }
  const three = ["a", "b", "c"].map((name) => ({ name, direction: "minimize" as const }));
  const rows = record.rows.map((row) => ({ ...row, responses: [...row.responses, row.row] }));
  const names = Object.keys(await tuningReport({ ...record, objectives: three, rows }));
  assertEquals(names.filter((name) => name.startsWith("front_")), [
    ...["front_1_2.svg", "front_1_3.svg", "front_2_3.svg"],
  ]);
});

Deno.test("tuningReport() says that no row keeps the constraints", async () => {
  const single = { ...frontRun([[1, 2, 3], [2, 2, 3], [4, 2, 1]]), objectives: undefined };
  const several = frontRun([[1, 2, 3], [2, 2, 3]]);
  for (const run of [single, several]) {
    assertStringIncludes(
      (await tuningReport(run))["report.html"],
      "infeasible, no feasible result;",
    );
  }
});

Deno.test("tuningReport() makes a page of a run of several objectives whose rows all failed", async () => {
  const run = frontRun([[1, 2], [2, 3]]);
  const rows = run.rows.map((row) => ({ ...row, y: NaN, responses: [] }));
  assertStringIncludes((await tuningReport({ ...run, rows }))["report.html"], "no usable result");
});

Deno.test("tuningReport() leaves out empty columns and shows curves if there are several objectives", async () => {
  const curve = { steps: [1, 2], values: [3, 2] };
  const rows = record.rows.map((row) => ({ ...row, ...(row.row > 2 && { curve }) }));
  const files = await tuningReport({ ...record, rows });
  assert("curves.svg" in files);
  const page = files["report.html"];
  assertStringIncludes(page, "<h2>Curves</h2>");
  const hyperparameters = page.slice(
    page.indexOf("<h2>Hyperparameters"),
    page.indexOf("<h2>Pareto"),
  );
  assertStringIncludes(hyperparameters, "bounds");
  for (const name of ["tuned", "value", "importance"]) {
    assertEquals(hyperparameters.includes(`>${name}<`), false, name);
  }
  const single = (await tuningReport({ ...record, objectives: undefined }))["report.html"];
  for (const name of ["tuned", "value", "importance"]) assertStringIncludes(single, `>${name}<`);
});

import { assertEquals, assertThrows } from "@std/assert";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { budgetsOf, resolveFidelity } from "../../spot/fidelity/fidelity_control.ts";
import { type BudgetRow, firstBudgets, promotions } from "../../spot/fidelity/promotions.ts";
import { rowsToModel, stepsAmong } from "../../spot/fidelity/rows_to_model.ts";
import { Spot } from "../../spot/spot.ts";
import { rowRecord } from "../report/example_record.ts";

const resolve = (options: Parameters<typeof resolveFidelity>[1]) =>
  resolveFidelity("test", options);
const control = resolve({ lower: 1, upper: 9 });

Deno.test("budgetsOf() divides the largest budget down to the smallest", () => {
  assertEquals(budgetsOf(control), [1, 3, 9]);
  assertEquals(budgetsOf(resolve({ lower: 16, upper: 512, eta: 4 })), [32, 128, 512]);
  assertEquals(budgetsOf(resolve({ lower: 1, upper: 10 })), [1, 3, 10]);
  assertEquals(budgetsOf(resolve({ lower: 0.1, upper: 1, eta: 2 })), [0.125, 0.25, 0.5, 1]);
});

/** Rows 0, 1, ... of a budget. */
function rowsOf(y: readonly (number | undefined)[], budget = 1): BudgetRow[] {
  return y.map((value, row) => ({ row, budget, y: value }));
}

Deno.test("promotions() promotes the best third of the known rows of a rung, best first", () => {
  assertEquals(promotions(rowsOf([5, 4]), control, 9), []);
  assertEquals(promotions(rowsOf([5, 4, 6]), control, 9), [{ row: 1, budget: 3 }]);
  const rows = rowsOf([5, 4, 6, 1, 4, undefined, NaN]);
  assertEquals(promotions(rows, control, 9), [{ row: 3, budget: 3 }, { row: 1, budget: 3 }]);
  assertEquals(promotions(rows, control, 1), [{ row: 3, budget: 3 }]);
  assertEquals(promotions(rowsOf([NaN, NaN, NaN]), control, 9), []);
});

Deno.test("promotions() promotes no row twice, and looks at the highest rung first", () => {
  const rows: BudgetRow[] = [
    ...rowsOf([1, 2, 3, 4, 5, 6, 7, 8, 9]),
    { row: 9, budget: 3, predecessor: 0, y: 3 },
    { row: 10, budget: 3, predecessor: 1, y: 2 },
  ];
  assertEquals(promotions(rows, control, 9), [{ row: 2, budget: 3 }]);
  const more = [...rows, { row: 11, budget: 3, predecessor: 2, y: undefined }];
  assertEquals(promotions(more, control, 9), [], "the last is not known yet");
  more[11] = { ...more[11], y: 4 };
  assertEquals(promotions(more, control, 9), [{ row: 10, budget: 9 }]);
  const top = [...more, { row: 12, budget: 9, predecessor: 10, y: 1 }];
  assertEquals(promotions(top, control, 9), [], "nothing lies above the largest budget");
});

Deno.test("firstBudgets() gives brackets their shares, and promotions stay within a bracket", () => {
  const hyperband = resolve({ lower: 1, upper: 9, brackets: 3 });
  const budgets = firstBudgets([], hyperband, 33);
  // Hyperband (R = 9, eta = 3) has 9, 4.5 and 3 configurations before it rounds up.
  const count = (values: readonly number[]) =>
    [1, 3, 9].map((r) => values.filter((value) => value === r).length);
  assertEquals(count(budgets), [18, 9, 6]);
  const rows = budgets.map((budget, row): BudgetRow => ({ row, budget, y: row }));
  assertEquals(firstBudgets(rows.slice(0, 5), hyperband, 28), budgets.slice(5));
  const from = promotions(rows, hyperband, 99).map(({ row }) => budgets[row]);
  assertEquals(count(from), [6, 3, 0]);
});

Deno.test("rowsToModel() takes the largest budget with enough points, and failed rows", () => {
  const span = { worker: 0, startMs: 0, endMs: 1, costMs: 1 };
  const failure = { kind: "exception", message: "no" } as const;
  const rows = [1, 1, 1, 3, 3, 9].map((budget, row) => ({ ...rowRecord(row, span), budget }));
  rows.push({ ...rowRecord(6, span), y: NaN, failure, budget: 1 } as typeof rows[number]);
  const shown = (enough: number) => rowsToModel(rows, enough).map(({ row }) => row);
  assertEquals(shown(1), [5, 6]);
  assertEquals(shown(2), [3, 4, 6]);
  assertEquals(shown(3), [0, 1, 2, 6]);
  assertEquals(shown(99), [0, 1, 2, 6], "the budget of most points");
});

const refused: readonly (readonly [Record<string, unknown>, string])[] = [
  [{ lower: 1 }, "with 'fidelity' as 'upper' must be a finite number above 0"],
  [{ lower: 0, upper: 9 }, "'lower' must be a finite number above 0"],
  [{ lower: 4, upper: 9 }, "'lower' must be at most upper / eta, 3: current value is 4"],
  [{ lower: 1, upper: Infinity }, "'upper' must be a finite number above 0"],
  [{ lower: 1, upper: 9, eta: 1 }, "'eta' must be a finite number above 1"],
  [{ lower: 1, upper: 9, name: "" }, "'name' must be a name that is not empty"],
  [{ lower: 1, upper: 9, brackets: 4 }, "'brackets' must be at most the number of budgets, 3"],
  [{ lower: 1, upper: 9, rungs: 3 }, "option 'rungs' is unknown"],
];

for (const [fidelity, message] of refused) {
  Deno.test(`funControlInit() refuses fidelity ${JSON.stringify(fidelity)}`, () => {
    const options = { lower: [0], upper: [1], fidelity } as unknown as FunControlOptions;
    assertThrows(() => funControlInit(options), Error, message);
  });
}

Deno.test("Spot refuses fidelity with pruning, of a variable that is searched, and in ask and tell", () => {
  const options = { lower: [0], upper: [1], fidelity: { name: "x", lower: 1, upper: 9 } };
  const message =
    "'pruning' and 'fidelity' exclude each other: current values are limits by percentile";
  assertThrows(() => funControlInit({ ...options, pruning: "median" }), RangeError, message);
  const noisy = { ...options, noise: true, ocbaDelta: 1 };
  assertThrows(() => funControlInit(noisy), RangeError, "'ocbaDelta' and 'fidelity' exclude");
  const fun = ([x]: readonly number[]) => x;
  const searched = funControlInit({ ...options, varName: ["x"] });
  assertThrows(() => new Spot({ fun, funControl: searched }), RangeError, "'x' must be fixed");
  const spot = new Spot({ fun, funControl: funControlInit({ ...options, varName: ["z"] }) });
  assertThrows(() => spot.ask(), RangeError, "Cannot ask as 'fidelity' needs run()");
  assertThrows(() => spot.tell([[1]], [1]), RangeError, "Cannot tell as 'fidelity' needs run()");
  const pruned = funControlInit({ lower: [0], upper: [1], pruning: "median" });
  const asked = () => new Spot({ fun, funControl: pruned }).ask();
  assertThrows(asked, RangeError, "Cannot ask as 'pruning' needs run()");
});

Deno.test("promotions() promotes rows that keep their constraints before better ones that do not", () => {
  const values = [[1, 5], [2, 9], [3, -1], [4, 0], [5, 1], [6, 2]];
  const rows = values.map(([y, c], row) => ({ row, budget: 1, y, constraints: [c] }));
  const promoted = (rows: readonly BudgetRow[]) => promotions(rows, control, 9).map((p) => p.row);
  assertEquals(promoted(rows), [2, 3]);
  assertEquals(
    promoted(
      rows.filter(({ row }) => row !== 2 && row !== 3).concat(
        { row: 6, budget: 1, y: 9, constraints: [3] },
        { row: 7, budget: 1, y: 9, constraints: [3] },
      ).map((r, row) => ({ ...r, row })),
    ),
    [2, 3],
    "the nearest, if none keeps them",
  );
});

Deno.test("promotions() promotes front after front if there are several objectives", () => {
  const values = [[1, 9], [2, 9], [3, 9], [9, 1], [8, 8], [9, 9]];
  const rows = values.map((targets, row) => ({ row, budget: 1, y: targets[0], targets }));
  assertEquals(promotions(rows, control, 9).map(({ row }) => row), [0, 3]);
});

Deno.test("stepsAmong() counts the points of a budget beyond those that are enough for a model", () => {
  assertEquals(stepsAmong(3, { enough: 3, batch: 2 }), []);
  assertEquals(stepsAmong(8, { enough: 3, batch: 2 }), [2, 2, 1]);
  assertEquals(stepsAmong(5, { enough: 3, batch: 1 }), [1, 1]);
});

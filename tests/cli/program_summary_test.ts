import { assertEquals } from "@std/assert";
import { summaryOf } from "../../spot/cli/program/summary.ts";
import { float } from "../_variables.ts";
import { tuningRun } from "../report/example_tuning.ts";

Deno.test("summaryOf() has the largest budget that was reached, and goes on from no checkpoint", () => {
  const run = tuningRun(3, [float("rate", 0, 1)]);
  const rows = [1, 3, 1].map((budget, row) => ({ ...run.rows[row], x: [row / 4], y: row, budget }));
  const program = ["p", "{rate}", "-n{epochs}", "{SPOT_BUDGET}", "--from", "{SPOT_CHECKPOINT}"];
  const fidelity = { name: "epochs", lower: 1, upper: 9 };
  const summary = summaryOf({ ...run, rows }, { program, maximize: false, fidelity });
  assertEquals(summary.command, ["p", "0.25", "-n3", "3"]);
  assertEquals([summary.best, summary.budget], [1, 3]);
});

Deno.test("summaryOf() leaves out the arguments of variables that are inactive in the best row", () => {
  const momentum = { ...float("momentum", 0, 1), when: { rate: [0.5, 1] } };
  const run = tuningRun(1, [float("rate", 0, 1), momentum]);
  const program = ["p", "{rate}", "--momentum={momentum}", "{SPOT_SEED}"];
  const commandAt = (x: number) => {
    const rows = run.rows.map((row) => ({ ...row, x: [x, 0.5], y: 1 }));
    return summaryOf({ ...run, rows }, { program, maximize: false }).command;
  };
  assertEquals(commandAt(0.75), ["p", "0.75", "--momentum=0.5", "{SPOT_SEED}"]);
  assertEquals(commandAt(0.25), ["p", "0.25", "{SPOT_SEED}"]);
  const empty = summaryOf({ ...run, rows: [] }, { program, maximize: false });
  assertEquals([empty.command, "best" in empty], [program, false]);
});

Deno.test("summaryOf() has the whole configuration where the command names it", () => {
  const run = tuningRun(1, [float("rate", 0, 1)]);
  const rows = run.rows.map((row) => ({ ...row, x: [0.25], y: 1 }));
  const program = ["p", "--json={SPOT_CONFIGURATION}"];
  const { command } = summaryOf({ ...run, rows }, { program, maximize: false });
  assertEquals(command, ["p", '--json={"rate":0.25}']);
});

import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { compare } from "../../spot/cli/experiment/comparison.ts";
import { meaningOf } from "../../spot/report/efficiency_meaning.ts";
import type { Measurement } from "../../spot/cli/experiment/measure.ts";
import { runSequential } from "../../spot/cli/experiment/sequential_run.ts";
import {
  coreCounts,
  optionTable,
  resolveExperimentOptions,
} from "../../spot/cli/experiment/options.ts";
import { parseOptions } from "../../spot/cli/options.ts";
import { inFolder, interruptScript, runScript, startScript } from "../cli/run_command.ts";
import { runOf } from "../report/example_record.ts";

const script = "spot/cli.ts";
const short = ["--fun-evals", "3", "--init-size", "3"];

Deno.test(
  "experiment prints tables with equal traces and saves its files",
  inFolder(async (folder) => {
    const { code, stdout, stderr } = await runScript(
      script,
      "experiment",
      ...short,
      "--cores",
      "2",
      "--out",
      folder,
    );
    assertEquals(code, 0, stderr);
    const lines = stdout.split("\n");
    const runs = lines.filter((line) => /^(sequential|worker|subprocess) /.test(line));
    assertEquals(runs.map((line) => line.split(/\s+/).slice(0, 2).join(" ")), [
      "sequential 1",
      "worker 2",
      "subprocess 2",
    ]);
    const traces = new Set(runs.map((line) => line.match(/\b[0-9a-f]{12}\b/)?.[0]));
    assertEquals(traces.size, 1);
    assert(!traces.has(undefined));
    assertMatch(stderr, /^1\/9 sequential: best of this run \d/);
    assertStringIncludes(stderr, "9/9 subprocess, 2 cores: best of this run ");

    const csv = Deno.readTextFileSync(`${folder}/experiment.csv`).trim().split(/\r?\n/);
    assertEquals(csv[0].split(",").slice(0, 5), [
      "method",
      "number_of_cores",
      "time_s",
      "speedup_vs_sequential",
      "efficiency",
    ]);
    assertEquals(csv.length, 4);
    const json = JSON.parse(Deno.readTextFileSync(`${folder}/experiment.json`));
    assertEquals([json.X.length, json.X[0].length, json.y.length, json.runs.length], [3, 9, 3, 3]);
    const causes = json.runs.slice(1).map((run: { cause: string; report: { cause: string } }) =>
      run.cause === "" || run.cause === run.report.cause
    );
    assertEquals(causes, [true, true], "the table and the report must tell of the same run");
    assertMatch(Deno.readTextFileSync(`${folder}/experiment.svg`), /^<svg[\s\S]*<\/svg>\s*$/);
    const html = Deno.readTextFileSync(`${folder}/experiment.html`);
    assert(html.includes("new vega.View"));
    assert(!/<(script|link|img)[^>]+(src|href)=/.test(html), "the page must need no server");
  }),
);

Deno.test(
  "experiment prints the design and starts nothing if asked to --dry-run",
  inFolder(async (folder) => {
    const out = `${folder}/none`;
    const { code, stdout, stderr } = await runScript(
      script,
      "experiment",
      "--",
      ...short,
      "--dry-run",
      "--out",
      out,
    );
    assertEquals([code, stderr], [0, ""]);
    assertEquals(stdout.trim().split("\n").length, 5);
    assertMatch(stdout, /^row +l1 +epochs +batch_size +act_fn +optimizer/);
    assertEquals([...Deno.readDirSync(folder)].length, 0);
  }),
);

Deno.test("experiment says its version and its options", async () => {
  const version = await runScript(script, "experiment", "--version");
  assertEquals(version.code, 0);
  assertMatch(version.stdout, /^\d+\.\d+\.\d+\n$/);
  const help = await runScript(script, "experiment", "--help");
  assertEquals(help.code, 0);
  const flags =
    "scale-target method cores seed fun-evals init-size repeat out dry-run version help";
  for (const flag of flags.split(" ")) assertStringIncludes(help.stdout, `--${flag}`);
});

Deno.test("experiment exits with 2 and one line if it is called wrongly", async () => {
  const calls = [["--core", "2"], ["--init-size", "5", "--fun-evals", "3"], ["--out", "deno.json"]];
  for (const args of calls) {
    const { code, stdout, stderr } = await runScript(script, "experiment", ...args);
    assertEquals([code, stdout], [2, ""]);
    assertMatch(stderr, /^Cannot run the experiment as .+\n$/);
  }
});

for (const [signal, exitCode] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(
    `experiment says what is saved and exits with ${exitCode} if it gets ${signal}`,
    inFolder(async (folder) => {
      const child = startScript(script, {
        args: ["experiment", "--init-size", "100", "--out", folder],
      });
      const { code, stderr } = await interruptScript(child, signal);
      assertEquals(code, exitCode, stderr);
      assertMatch(
        stderr,
        /Interrupted: \d of \d+ settings were timed, nothing is saved; the same command starts again/,
      );
      assertEquals([...Deno.readDirSync(folder)].length, 0);
    }),
  );
}

Deno.test("coreCounts() doubles up to the available cores and ends with them", () => {
  assertEquals([1, 2, 3, 4, 6, 8].map(coreCounts), [
    [1],
    [1, 2],
    [1, 2, 3],
    [1, 2, 4],
    [1, 2, 4, 6],
    [1, 2, 4, 8],
  ]);
});

Deno.test("resolveExperimentOptions() takes budget and design from each other", () => {
  const none = parseOptions("run", optionTable, []);
  const sizes = (given: { funEvals?: number; initSize?: number }) => {
    const { funEvals, initSize } = resolveExperimentOptions({ ...none, ...given }, 2);
    return [funEvals, initSize];
  };
  assertEquals(sizes({}), [10, 10]);
  assertEquals(sizes({ initSize: 100 }), [100, 100]);
  assertEquals(sizes({ initSize: 5 }), [10, 5]);
  assertEquals(sizes({ funEvals: 3 }), [3, 3]);
});

function measurement(
  method: "sequential" | "worker",
  times: readonly number[],
  hash = "a",
): Measurement {
  const record = runOf([{ worker: 0, startMs: 0, endMs: 8, costMs: 8 }], {
    numCores: 2,
    batch: [0, 8],
    durationMs: 8,
  });
  const runs = times.map((durationMs) => ({ durationMs, hash, record }));
  return { method, numCores: method === "worker" ? 2 : 1, runs };
}

Deno.test("compare() takes medians and measures against the sequential run", () => {
  const [first, second] = compare([
    measurement("sequential", [30, 10, 20]),
    measurement("worker", [10, 20]),
  ]);
  assertEquals([first.timeS, first.speedup, first.meaning, first.cause], [0.02, 1, "baseline", ""]);
  assertEquals([second.timeS, second.speedup, second.efficiency], [0.015, 20 / 15, 10 / 15]);
  assertEquals([second.meaning, second.identical], ["good", true]);
  assert(second.cause.startsWith("load imbalance: 50 %"), second.cause);
});

Deno.test("compare() reports on the median run against the median sequential run", () => {
  const runs = (times: readonly number[]) =>
    measurement("worker", times).runs.map((run) => ({
      ...run,
      record: { ...run.record, durationMs: run.durationMs },
    }));
  const [first, second] = compare([
    { method: "sequential", numCores: 1, runs: runs([90, 30, 60]) },
    { method: "worker", numCores: 2, runs: runs([80, 40, 20]) },
  ]);
  assertEquals([first.report.durationMs, second.report.durationMs], [60, 40]);
  assertEquals([second.report.speedUp, second.speedup], [1.5, 1.5]);
  assertEquals(second.cause, second.report.cause);
});

Deno.test("runSequential() tells every row, and stops if it is aborted", async () => {
  const size = { funEvals: 2, initSize: 2, seed: 1, scaleTarget: false };
  const { signal } = new AbortController();
  const seen: number[] = [];
  const onResult = ({ done }: { done: number }) => void seen.push(done);
  const { record, durationMs } = await runSequential({ size, signal, onResult });
  assertEquals([record.method, record.rows.length, seen], ["sequential", 2, [1, 2]]);
  assert(durationMs > 0);
  const controller = new AbortController();
  const stop = () => controller.abort(new Error("enough"));
  await assertRejects(
    () => runSequential({ size, signal: controller.signal, onResult: stop }),
    Error,
    "enough",
  );
});

Deno.test("compare() tells if one repetition has other bits", () => {
  const odd = measurement("worker", [1]);
  const runs = [...odd.runs, { ...odd.runs[0], hash: "b" }];
  const [, second] = compare([measurement("sequential", [1]), { ...odd, runs }]);
  assertEquals([second.identical, second.hash], [false, "b"]);
});

Deno.test("meaningOf() names the bands of efficiency", () => {
  assertEquals([1.0549, 1.02, 0.9951, 0.85, 0.6, 0.49].map(meaningOf), [
    "perfect (linear)",
    "perfect (linear)",
    "perfect (linear)",
    "excellent",
    "good",
    "poor",
  ]);
  assertEquals([0.7957, 0.7949, 0.4951, 0.4949].map(meaningOf), [
    "excellent",
    "good",
    "good",
    "poor",
  ]);
  assertEquals(meaningOf(1.056), "superlinear (noise or caches)");
});

import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { recordFromJson } from "../../spot/report/record_json.ts";
import { logOfSplit, optionTable, resolveTuneOptions } from "../../spot/cli/tune/options.ts";
import { parseOptions, UsageError } from "../../spot/cli/options.ts";
import { inFolder, interruptScript, runSpot, startScript } from "./run_command.ts";

const script = "spot/cli.ts";
const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
const responses = (folder: string) =>
  recordFromJson(Deno.readTextFileSync(`${folder}/record.json`)).rows.map(({ x, y }) => [...x, y]);

Deno.test(
  "tune prints results and the baseline, and saves its report",
  inFolder(async (folder) => {
    const args = ["--evals", "5", "--init-size", "4", "--splits", "1", "--cores", "2"];
    const { code, stdout, stderr } = await runSpot("tune", ...args, "--out", folder);
    assertEquals(code, 0, stderr);
    assertMatch(
      stdout,
      /^hyperparameter +type +default +bounds +transform +tuned +value +importance$/m,
    );
    assertMatch(stdout, /^batch_size +int +4 +3 \.\. 8 +power_2_int +\d +\d+ +\d+\.\d %$/m);
    assertMatch(
      stdout,
      /Validation mean squared error: \d+\.\d tuned, 2934\.3 by ordinary least squares on the same split/,
    );
    assertMatch(stdout, /^median +\d+\.\d +2934\.3 +/m);
    assertStringIncludes(stderr, "5/5 split 1234: best of this run ");
    assertEquals(names(folder), [
      "contour.svg",
      "curves.svg",
      "importance.svg",
      "parallel_coordinates.svg",
      "progress.svg",
      "record.json",
      "report.html",
      "rows.csv",
      "summary.json",
    ]);
    assertEquals(responses(folder).length, 5);
  }),
);

Deno.test(
  "tune says what is saved if it is interrupted, and goes on from there",
  inFolder(async (folder) => {
    const args = ["--evals", "9", "--init-size", "8", "--splits", "1", "--cores", "2"];
    const log = `${folder}/run.journal`;
    const child = startScript(script, {
      args: ["tune", ...args, "--log", log, "--out", `${folder}/part`],
    });
    const { code, stderr } = await interruptScript(child, "SIGINT");
    assertEquals(code, 130, stderr);
    assertMatch(
      stderr,
      /Interrupted: \d+ rows are saved in .*run\.journal; the same command goes on from there/,
    );
    const resumed = await runSpot("tune", ...args, "--resume", log, "--out", `${folder}/part`);
    assertEquals(resumed.code, 0, resumed.stderr);
    const record = recordFromJson(Deno.readTextFileSync(`${folder}/part/record.json`));
    assertEquals(record.rows.length, 9);
    assert(record.rows.some(({ worker }) => worker === -1), "no row came from the log");
  }),
);

Deno.test(
  "tune says what is lost if it is interrupted without a log",
  inFolder(async (folder) => {
    const child = startScript(script, {
      args: ["tune", "--evals", "40", "--init-size", "40", "--splits", "1", "--out", folder],
    });
    const { code, stderr } = await interruptScript(child, "SIGTERM");
    assertEquals(code, 143, stderr);
    assertMatch(stderr, /Interrupted: \d+ rows are lost; with --log <file> they are kept/);
  }),
);

Deno.test(
  "tune refuses a log of another run with exit code 1, naming the field",
  inFolder(async (folder) => {
    const args = ["--evals", "2", "--init-size", "2", "--splits", "1", "--cores", "1"];
    const log = ["--log", `${folder}/run.journal`, "--out", `${folder}/out`];
    const first = await runSpot("tune", ...args, ...log);
    assertEquals(first.code, 0, first.stderr);
    const second = await runSpot("tune", ...args, ...log, "--seed", "126");
    assertEquals(second.code, 1);
    assertStringIncludes(second.stderr, "its 'seed' must be that of this run");
  }),
);

Deno.test("tune exits with 2 and one line if it is called wrongly", async () => {
  const calls = [
    ["--eval", "3"],
    ["--out", "deno.json"],
  ];
  for (const args of calls) {
    const { code, stdout, stderr } = await runSpot("tune", ...args);
    assertEquals([code, stdout], [2, ""], args.join(" "));
    assertMatch(stderr, /^Cannot tune as .+\n$/);
  }
});

Deno.test("resolveTuneOptions() refuses options that do not go together", () => {
  const calls: readonly (readonly [args: readonly string[], message: string])[] = [
    [["--evals", "0"], "'--evals' must be a positive integer"],
    [["--evals", "5", "--init-size", "6"], "'--init-size' must be at most --evals, 5"],
    [["--scaler", "robust"], "'--scaler' must be one of"],
    [["--log", "a", "--resume", "b"], "'--log' and '--resume' do not go together"],
    [["--resume", "/nowhere/run.journal"], "the log to resume must exist"],
  ];
  for (const [args, message] of calls) {
    const resolve = () => resolveTuneOptions(parseOptions("tune", optionTable, args));
    assertThrows(resolve, UsageError, message);
  }
});

Deno.test("logOfSplit() names one file per split", () => {
  assertEquals(logOfSplit("run.journal", 7, [7]), "run.journal");
  assertEquals(logOfSplit("a.b/run.journal", 7, [7, 8]), "a.b/run-7.journal");
  assertEquals(logOfSplit("a.b/run", 8, [7, 8]), "a.b/run-8");
});

Deno.test("resolveTuneOptions() fills in the defaults", () => {
  const options = resolveTuneOptions(parseOptions("tune", optionTable, ["--evals", "9"]));
  assertEquals([options.funEvals, options.initSize, options.nPoints], [9, 9, 2]);
  assertEquals([options.splitSeeds, options.scaler], [[1234, 1235, 1236], "standard"]);
  assertEquals([options.numCores, options.method, options.maxTime], ["auto", "worker", Infinity]);
});

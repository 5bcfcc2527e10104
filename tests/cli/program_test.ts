import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertRejects, assertStringIncludes } from "@std/assert";
import { parseOptions, UsageError } from "../../spot/cli/options.ts";
import { loadSpace } from "../../spot/cli/program/load_space.ts";
import { defineProgram } from "../../spot/cli/program/tune_program.ts";
import { defineSpace, int } from "../../spot/core/space/define_space.ts";
import { programOptionTable, resolveProgramOptions } from "../../spot/cli/program/options.ts";
import { recordFromJson } from "../../spot/report/record_json.ts";
import { markedBy, sleep, withinDeadline } from "../faults/_fault_run.ts";
import { inFolder, interruptScript, runSpot, startScript } from "./run_command.ts";

const script = "spot/cli.ts";
const space = "tests/cli/fixtures/space.json";
const recordOf = (folder: string) => recordFromJson(Deno.readTextFileSync(`${folder}/record.json`));
const responses = (folder: string) => recordOf(folder).rows.map(({ x, y }) => [...x, y]);

/** A program of sh that computes with integers: the distance of depth and width from 3 and 5. */
const compute = 'echo "rows done"; echo $(( ($1 - 3) * ($1 - 3) + ($2 - 5) * ($2 - 5) ))';
const toTune = (text = compute) => ["--", "sh", "-c", text, "sh", "{depth}", "{width}"];
const sizes = ["--evals", "8", "--init-size", "6", "--cores", "2"];

Deno.test(
  "tune takes a program, prints the best command line and saves its report",
  inFolder(async (folder) => {
    const { code, stdout, stderr } = await runSpot("tune", ...[
      "--space",
      space,
      ...sizes,
      "--out",
      folder,
    ], ...toTune());
    assertEquals(code, 0, stderr);
    assertMatch(stdout, /^depth +int +1 \.\. 8 +\d +\d +\d+\.\d %$/m);
    assertMatch(stdout, /^Best of 8 rows: \d+$/m);
    assertMatch(stdout, /^sh -c 'echo "rows done"; echo .*' sh \d \d+$/m);
    assertStringIncludes(stdout, `Saved ${folder}/report.html`);
    assertStringIncludes(stderr, "8/8 sh: best of this run ");
    assertEquals(recordOf(folder).rows.length, 8);
    const { best, command } = JSON.parse(Deno.readTextFileSync(`${folder}/summary.json`));
    assertEquals(best, Math.min(...recordOf(folder).rows.map(({ y }) => y)));
    const [program, ...args] = command;
    const again = await new Deno.Command(program, { args }).output();
    assertEquals(new TextDecoder().decode(again.stdout), `rows done\n${best}\n`);
  }),
);

Deno.test(
  "tune ends programs that are hopeless by --pruning",
  inFolder(async (folder) => {
    const steps = 'for i in 1 2 3; do echo "{{\\"step\\": $i, \\"value\\": $(( $1 + $2 ))}}"; done';
    const { code, stdout, stderr } = await runSpot("tune", ...[
      "--space",
      space,
      "--evals",
      "18",
      "--init-size",
      "16",
      "--pending",
      "2",
    ], ...["--cores", "2", "--pruning", "halving", "--out", folder, ...toTune(steps)]);
    assertEquals(code, 0, stderr);
    const pruned = recordOf(folder).rows.filter(({ pruned }) => pruned).length;
    assert(pruned > 0);
    assertMatch(stdout, new RegExp(`^Best of 18 rows, ${pruned} pruned: \\d+$`, "m"));
    assertStringIncludes(stderr, `, ${pruned} pruned`);
  }),
);

/** Adds up depth and width unit by unit, from where its predecessor ended, and tells its work. */
const growing = `done=0; sum=0
  if [ -n "$SPOT_CHECKPOINT" ]; then read -r done sum <"$SPOT_CHECKPOINT"; fi
  while [ $done -lt $3 ]; do
    done=$((done + 1)); sum=$((sum * 7 % 100 + $1 * $2)); echo $SPOT_ROW $done >>"$WORK"; sleep 0.02
  done
  echo $done $sum >"$SPOT_CHECKPOINT_OUT"; echo $sum`.replace(/[{}]/g, "$&$&");

Deno.test({
  name: "tune gives a program budgets, and goes on from checkpoints after it was killed",
  ignore: Deno.build.os !== "linux",
  fn: inFolder(async (folder) => {
    const program = ["--", "sh", "-c", growing, "sh", "{depth}", "{width}", "{units}"];
    const args = ["--space", space, "--evals", "20", "--init-size", "8", "--cores", "2"];
    const start = (out: string, ...more: string[]) =>
      startScript(script, {
        args: ["tune", ...args, "--fidelity", "units:1:9", "--out", out, ...more, ...program],
        env: { WORK: `${folder}/work` },
      });
    const log = `${folder}/run.journal`;
    const killed = start(`${folder}/a`, "--log", log);
    const ended = killed.output();
    await withinDeadline(30_000, async () => {
      while (!hasRows(log, '"predecessor":')) await sleep(10);
    });
    killed.kill("SIGKILL");
    await ended;
    for (const [out, more] of [["a", ["--log", log]], ["b", []]] as const) {
      await Deno.writeTextFile(`${folder}/work`, "");
      const { code, stdout, stderr } = await start(`${folder}/${out}`, ...more).output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
      // The whole budget, from the beginning.
      assertMatch(new TextDecoder().decode(stdout), /^sh -c '[^]*' sh \d+ \d+ 9$/m);
      const { rows } = recordOf(`${folder}/${out}`);
      const lines = Deno.readTextFileSync(`${folder}/work`).trim().split("\n");
      const computed = rows.filter(({ worker }) => worker !== -1);
      assertEquals(computed.length < rows.length, out === "a");
      for (const { row, budget, predecessor } of computed) {
        const before = predecessor === undefined ? 0 : rows[predecessor].budget!;
        const units = lines.filter((line) => line.startsWith(`${row} `)).length;
        assertEquals(units, budget! - before, `row ${row} of ${out}`);
      }
    }
    assertEquals(responses(`${folder}/a`), responses(`${folder}/b`));
  }),
});

Deno.test(
  "tune says where the budget stands if a program's arguments do not name it",
  inFolder(async (folder) => {
    const args = ["--space", space, "--evals", "4", "--init-size", "3", "--cores", "2"];
    const { code, stderr } = await runSpot("tune", ...[
      ...args,
      "--fidelity",
      "units:1:2:2",
      "--out",
      folder,
      ...toTune("echo $SPOT_BUDGET"),
    ]);
    assertEquals(code, 0, stderr);
    assertMatch(stderr, /^No argument has \{units\}: .* SPOT_BUDGET$/m);
    assertEquals(recordOf(folder).rows.map(({ y, budget }) => y - budget!), [0, 0, 0, 0]);
  }),
);

Deno.test(
  "tune proposes several points at a time, and repeats those of a noisy program",
  inFolder(async (folder) => {
    const noisy = ["--noise", "--fun-repeats", "2", "--ocba-delta", "1", "--infill-criterion", "y"];
    const small = ["--evals", "15", "--init-size", "4", "--cores", "2", "--n-points", "2"];
    const program = toTune("echo $(( $1 + $2 + SPOT_SEED % 5 ))");
    const args = ["--space", space, ...small, ...noisy, "--out", folder, ...program];
    const { code, stderr } = await runSpot("tune", ...args);
    assertEquals(code, 0, stderr);
    const { rows, noise, batches } = recordOf(folder);
    assertEquals([noise, rows.length], [true, 15]);
    assertEquals(batches.map((batch) => batch.rows), [8, 5, 2]);
    assertEquals(rows.slice(8, 13).map(({ origin }) => origin), [
      ...["infill", "infill", "infill", "infill", "replicate"],
    ]);
  }),
);

Deno.test(
  "tune looks for the front of several values by --objectives, and says that only the first counts without",
  inFolder(async (folder) => {
    const two = 'echo "{{\\"values\\": [$1, $2], \\"constraints\\": [-1]}}"';
    const args = ["--space", space, "--evals", "8", "--init-size", "5", "--cores", "2"];
    const named = ["--objectives", "error,speed:maximize"];
    const { code, stdout, stderr } = await runSpot("tune", ...[
      ...args,
      ...named,
      "--out",
      folder,
      ...toTune(two),
    ]);
    assertEquals(code, 0, stderr);
    assertMatch(stdout, /^error +speed +/m);
    assertMatch(stdout, /^Front of [1-8] of 8 rows$/m);
    assertMatch(stderr, /8\/8 sh: front of [1-8]/);
    assertEquals(recordOf(folder).objectives?.[1], { name: "speed", direction: "maximize" });
    const without = await runSpot("tune", ...args, "--out", folder, ...toTune(two));
    assertStringIncludes(without.stderr, "the first one counts, without --objectives");
  }),
);

Deno.test(
  "tune gives the same bits for any number of cores if --pending is the same, and looks for the largest",
  inFolder(async (folder) => {
    const ways = [["--cores", "1"], ["--cores", "7", "--cores-per-row", "2"]];
    for (const [i, way] of ways.entries()) {
      const { code, stdout, stderr } = await runSpot("tune", ...[
        "--space",
        space,
        "--evals",
        "9",
        "--init-size",
        "5",
        "--pending",
        "3",
        "--maximize",
      ], ...[...way, "--out", `${folder}/${i}`, ...toTune()]);
      assertEquals(code, 0, stderr);
      assertMatch(stdout, /^Best of 9 rows: [1-9]\d*$/m);
    }
    assertEquals(ways.map((_, i) => recordOf(`${folder}/${i}`).numCores), [1, 3]);
    assertEquals(responses(`${folder}/1`), responses(`${folder}/0`));
  }),
);

Deno.test(
  "tune shows why rows fail and goes on; it fails if all do",
  inFolder(async (folder) => {
    const args = ["--space", space, ...sizes, "--out", folder, "--scratch", `${folder}/rows`];
    const some = 'if [ $1 -gt 4 ]; then echo "no memory" >&2; exit 3; fi; echo $1';
    const partly = await runSpot("tune", ...args, ...toTune(some));
    assertEquals(partly.code, 0, partly.stderr);
    assertMatch(
      partly.stderr,
      /^Row \d failed: the program ended with exit code 3: no memory$/m,
    );
    assertMatch(partly.stdout, /^Best of 8 rows, [1-7] of which failed: 1$/m);
    assertEquals(
      recordOf(folder).rows.filter(({ failure }) => failure)[0].failure?.kind,
      "exception",
    );
    assertEquals([...Deno.readDirSync(`${folder}/rows`)].length, 8);

    const never = await runSpot("tune", ...args, "--timeout", "0.2", ...toTune("sleep 60"));
    assertEquals(never.code, 1, never.stderr);
    assertMatch(never.stderr, /^Row \d failed: the program took longer than 200 ms$/m);
  }),
);

Deno.test(
  "tune with a program says what is saved if it is interrupted, and goes on from there",
  inFolder(async (folder) => {
    const log = `${folder}/run.journal`;
    const args = ["--space", space, "--evals", "12", "--init-size", "8", "--cores", "2"];
    const slow = `sleep 0.2; ${compute}`;
    const child = startScript(script, {
      args: ["tune", ...args, "--log", log, "--out", `${folder}/a`, ...toTune(slow)],
    });
    const { code, stderr } = await interruptScript(child, "SIGINT");
    assertEquals(code, 130, stderr);
    assertMatch(
      stderr,
      /Interrupted: \d+ rows are saved in .*run\.journal; `spot resume .*run\.journal` goes/,
    );
    const resume = ["--resume", log, "--out", `${folder}/a`, ...toTune(slow)];
    const resumed = await runSpot("tune", ...args, ...resume);
    assertEquals(resumed.code, 0, resumed.stderr);
    assert(recordOf(`${folder}/a`).rows.some(({ worker }) => worker === -1), "nothing was read");
  }),
);

Deno.test({
  name: "tune leaves no program behind if it is killed, and resumes with the same bits",
  ignore: Deno.build.os !== "linux",
  fn: inFolder(async (folder) => {
    const mark = crypto.randomUUID();
    const args = ["--space", space, ...sizes, "--log", `${folder}/run.journal`];
    const slow = toTune(`sleep 0.3 & wait; ${compute}`);
    const child = startScript(script, {
      args: ["tune", ...args, "--out", `${folder}/a`, ...slow],
      env: { SPOT_MARK: mark },
    });
    const ended = child.output();
    await withinDeadline(20_000, async () => {
      while (markedBy(mark).length < 5 || !hasRows(`${folder}/run.journal`)) await sleep(20);
    });
    child.kill("SIGKILL");
    await ended;
    await withinDeadline(1000, async () => {
      while (markedBy(mark).length > 0) await sleep(20);
    });
    for (const [out, options] of [["a", args], ["b", args.slice(0, -2)]] as const) {
      const { code, stderr } = await runSpot(
        "tune",
        ...options,
        "--out",
        `${folder}/${out}`,
        ...slow,
      );
      assertEquals(code, 0, stderr);
    }
    assert(recordOf(`${folder}/a`).rows.some(({ worker }) => worker === -1), "nothing was read");
    assertEquals(responses(`${folder}/a`), responses(`${folder}/b`));
  }),
});

/** Whether a log has a finished row, or one with a field. */
function hasRows(log: string, field = '"op_code":4'): boolean {
  try {
    return Deno.readTextFileSync(log).includes(field);
  } catch {
    return false;
  }
}

Deno.test(
  "tune refuses the log of another command, and one whose program has changed",
  inFolder(async (folder) => {
    const path = `${folder}/program.sh`;
    await Deno.writeTextFile(path, "echo $1\n");
    const args = ["--space", space, "--evals", "3", "--init-size", "3", "--cores", "1"];
    const log = ["--log", `${folder}/run.journal`, "--out", `${folder}/out`];
    const run = (words: readonly string[], ...more: readonly string[]) =>
      runSpot("tune", ...args, ...log, ...more, "--", "sh", path, ...words);
    const first = await run(["{depth}", "{width}"]);
    assertEquals(first.code, 0, first.stderr);
    const other = await run(["{width}", "{depth}"]);
    assertEquals(other.code, 1);
    assertStringIncludes(other.stderr, "its 'objective.command' must be that of this run");
    await Deno.writeTextFile(path, "echo $2\n");
    const changed = await run(["{depth}", "{width}"]);
    assertEquals(changed.code, 1);
    assertMatch(changed.stderr, /program\.sh has changed since the log began/);
    const accepted = await run(["{depth}", "{width}"], "--accept-changes");
    assertEquals(accepted.code, 0, accepted.stderr);
    const missing = await run(["{depth}", "{width}"], "--files", `${path},${folder}/lost.py`);
    assertEquals(missing.code, 2);
    assertStringIncludes(missing.stderr, "lost.py");
  }),
);

Deno.test("tune with a program exits with 2 and one line if it is called wrongly", async () => {
  const calls: readonly (readonly [args: readonly string[], message: string])[] = [
    [["--space", space], "the program to tune must follow its options after '--'"],
    [["--space", space, "--", "no-such-program", "{depth}", "{width}"], "must exist"],
  ];
  for (const [args, message] of calls) {
    const { code, stdout, stderr } = await runSpot("tune", ...args);
    assertEquals([code, stdout], [2, ""], args.join(" "));
    assertMatch(stderr, /^Cannot .+\n$/, args.join(" "));
    assertStringIncludes(stderr, message);
  }
});

Deno.test(
  "loadSpace() refuses files that hold no space",
  inFolder(async (folder) => {
    const files: readonly (readonly [name: string, text: string, message: string])[] = [
      ["a.json", '{\n"depth": {"type": "int", "uper": 3}}', "a.json', line 2 as 'uper'"],
      ["b.ts", "export const spaces = 1;", "it must export 'space', made by defineSpace"],
      ["c.ts", 'throw new Error("not today");', "c.ts': not today"],
      ["d.txt", "{}", "'--space' must be a file that ends in .json or .ts"],
    ];
    for (const [name, text, message] of files) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
      await assertRejects(() => loadSpace(`${folder}/${name}`), UsageError, message);
    }
    const nowhere = `${folder}/nowhere.json`;
    await assertRejects(() => loadSpace(nowhere), UsageError, "nowhere.json': ");
  }),
);

Deno.test("defineProgram() refuses what no row can start", async () => {
  const own = defineSpace({ depth: int(1, 8), width: int(1, 10) });
  const values = parseOptions("tune", programOptionTable, ["--space", "a"]);
  const programs: readonly (readonly [words: readonly string[], message: string])[] = [
    [["sh", "{dept}", "{width}"], "did you mean 'depth'?"],
    [["sh", "{depth}"], "no argument has '{width}'"],
    [["no-such-program", "{depth}", "{width}"], "must exist"],
  ];
  for (const [words, message] of programs) {
    const define = () => defineProgram(resolveProgramOptions(values, words), own);
    await assertRejects(define, UsageError, message);
  }
});

Deno.test(
  "tune takes its space from a module",
  inFolder(async (folder) => {
    const module = new URL("../../spot/core/space/define_space.ts", import.meta.url).href;
    await Deno.writeTextFile(
      `${folder}/space.ts`,
      `import { defineSpace, int } from "${module}";
       export const space = defineSpace({ depth: int(1, 8), width: int(1, 10) });`,
    );
    const args = ["--space", `${folder}/space.ts`, ...sizes, "--out", folder, ...toTune()];
    const { code, stdout, stderr } = await runSpot("tune", ...args);
    assertEquals(code, 0, stderr);
    assertMatch(stdout, /^Best of 8 rows: \d+$/m);
  }),
);

Deno.test("tune shows the options of both forms in its help", async () => {
  const { code, stdout } = await runSpot("tune", "--help");
  assertEquals(code, 0);
  for (const text of ["--splits", "--cores-per-row", "-- <program> [arguments]"]) {
    assertStringIncludes(stdout, text);
  }
  const own = await runSpot("tune", "--help", "--", "python");
  assertStringIncludes(own.stdout, "--cores-per-row <n>");
  assert(!own.stdout.includes("--splits"));
});

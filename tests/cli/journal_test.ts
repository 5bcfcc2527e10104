/** `report` and `resume`: from a log alone. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { recordFromJson } from "../../spot/report/record_json.ts";
import { sleep, withinDeadline } from "../faults/_fault_run.ts";
import { inFolder, type Outcome, runSpot, startScript } from "./run_command.ts";

const space = "tests/cli/fixtures/space.json";
const compute = "echo $(( ($1 - 3) * ($1 - 3) + ($2 - 5) * ($2 - 5) ))";
const recordOf = (folder: string) => recordFromJson(Deno.readTextFileSync(`${folder}/record.json`));
const responses = (folder: string) => recordOf(folder).rows.map(({ x, y }) => [...x, y]);
const sizes = ["--evals", "12", "--init-size", "6", "--cores", "2"];

const tune = (out: string, text: string, ...more: readonly string[]) => [
  ...["tune", "--space", space, ...sizes, ...more, "--out", out],
  ...["--", "sh", "-c", text, "sh", "{depth}", "{width}"],
];

/** Starts a run, and kills it once its log has some rows. */
async function killed(args: readonly string[], { log, rows }: { log: string; rows: number }) {
  const child = startScript("spot/cli.ts", { args });
  const ended = child.output();
  await withinDeadline(30_000, async () => {
    while (rowsIn(log) < rows) await sleep(10);
  });
  child.kill("SIGKILL");
  await ended;
}

function rowsIn(log: string): number {
  try {
    return Deno.readTextFileSync(log).split('"op_code":4').length - 1;
  } catch {
    return 0;
  }
}

Deno.test({
  name: "report makes a page of a run that was killed, and resume ends it with the same bits",
  ignore: Deno.build.os !== "linux",
  fn: inFolder(async (folder) => {
    const log = `${folder}/run.journal`;
    const slow = `sleep 0.1; ${compute}`;
    await killed(tune(`${folder}/a`, slow, "--log", log), { log, rows: 4 });
    await Deno.writeTextFile(log, '{"op_code":4,"half', { append: true });
    const before = Deno.readTextFileSync(log);
    const page = await runSpot("report", log, "--out", `${folder}/page`);
    assertEquals(page.code, 0, page.stderr);
    assertMatch(page.stdout, /^Best of \d+ rows: \d+$/m);
    for (const said of ["of 12 rows are finished", "its row is left out", "no times between"]) {
      assertStringIncludes(page.stdout + page.stderr, said);
      assertStringIncludes(Deno.readTextFileSync(`${folder}/page/report.html`), said);
    }
    assertEquals(Deno.readTextFileSync(log), before, "a report changes nothing");
    assertEquals(recordOf(`${folder}/page`).ended, "unfinished");

    const resumed = await runSpot("resume", log, "--cores", "1", "--out", `${folder}/b`);
    assertEquals(resumed.code, 0, resumed.stderr);
    assertMatch(resumed.stdout, /^sh -c '.*' sh \d \d+$/m);
    const whole = await runSpot(...tune(`${folder}/c`, compute));
    assertEquals(whole.code, 0, whole.stderr);
    assertEquals(responses(`${folder}/b`), responses(`${folder}/c`));
    assert(recordOf(`${folder}/b`).rows.some(({ worker }) => worker === -1), "nothing was read");

    const { code } = await runSpot("report", log, "--out", `${folder}/page`);
    assertEquals(code, 0);
    const [made, own] = [recordOf(`${folder}/page`), recordOf(`${folder}/b`)];
    const rowsOf = ({ rows }: typeof own) =>
      rows.map(({ startMs: _s, endMs: _e, worker: _w, ...row }) => row);
    assertEquals(rowsOf(made), rowsOf(own));
    assertEquals(made.ended, "finished");
  }),
});

Deno.test(
  "resume takes more evaluations, and tells that a file of the objective has changed",
  inFolder(async (folder) => {
    const [log, program] = [`${folder}/run.journal`, `${folder}/program.sh`];
    await Deno.writeTextFile(program, compute);
    const words = ["--", "sh", program, "{depth}", "{width}"];
    const args = ["--space", space, ...sizes, "--log", log, "--maximize", "--out", `${folder}/a`];
    const first = await runSpot("tune", ...args, "--json", ...words);
    assertEquals(first.code, 0, first.stderr);
    const more = await runSpot("resume", log, "--evals", "15", "--json", "--out", `${folder}/b`);
    assertEquals(more.code, 0, more.stderr);
    const [a, b] = [first, more].map(({ stdout }) => JSON.parse(stdout));
    assertEquals([a.rows, b.rows, a.ended, b.ended], [12, 15, "finished", "finished"]);
    assert(b.best >= a.best && a.best > 0);
    assertEquals(b.command.slice(0, 2), ["sh", program]);
    assertEquals(responses(`${folder}/b`).slice(0, 12), responses(`${folder}/a`));

    await Deno.writeTextFile(program, `${compute} # another`);
    const changed = await runSpot("resume", log, "--evals", "16", "--out", `${folder}/b`);
    assertEquals([changed.code, changed.stdout], [1, ""]);
    assertMatch(changed.stderr, /program\.sh has changed since the log began.*--accept-changes/);
    const accepted = await runSpot(
      ...["resume", log, "--evals", "16", "--accept-changes", "--out", `${folder}/b`],
    );
    assertEquals(accepted.code, 0, accepted.stderr);
    assertMatch(accepted.stdout, /^Best of 16 rows: \d+$/m);
  }),
);

const objective = `
import { defineObjective, defineSpace, float, int } from "@spot/spot";
const space = defineSpace({ rate: float(1e-3, 1, { scale: "log" }), depth: int(1, 6) });
export const fun = defineObjective(import.meta.url, "fun", space, ({ rate, depth }, { random }) =>
  (rate - 0.1) ** 2 + depth + 0.1 * random());
`;

const script = `
import { funControlInit, makeParallel, Spot, subprocess } from "@spot/spot";
import { fun } from "./objective.ts";
const method = Deno.args[1] === "own" ? undefined : subprocess({ rowTimeoutMs: 60_000 });
await using parallel = makeParallel(fun, { numCores: 2, log: Deno.args[0], method });
const controls = {
  funEvals: 9,
  seed: 5,
  noise: true,
  funRepeats: 2,
  ...(Deno.args[1] === "own" && { mo2so: ([y]: readonly number[]) => y }),
};
const funControl = funControlInit(controls);
const designControl = { initSize: 3, repeats: 2 };
await new Spot({ fun: parallel, funControl, designControl }).run({ xStart: [[0.05, 2]] });
`;

async function runScriptIn(folder: string, ...args: readonly string[]): Promise<Outcome> {
  await Deno.writeTextFile(`${folder}/objective.ts`, objective);
  await Deno.writeTextFile(`${folder}/script.ts`, script);
  const { code, stdout, stderr } = await startScript(`${folder}/script.ts`, { args }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test(
  "resume goes on with a script's run whose objective a module exports, report knows its rows' origins",
  inFolder(async (folder) => {
    const log = `${folder}/run.journal`;
    const ran = await runScriptIn(folder, log);
    assertEquals(ran.code, 0, ran.stderr);
    const page = await runSpot("report", log, "--out", `${folder}/page`);
    assertEquals(page.code, 0, page.stderr);
    const lines = Deno.readTextFileSync(log).split("\n");
    const kept = lines.filter((line) => !line.includes('"op_code":4')).join("\n");
    await Deno.writeTextFile(log, kept);
    const none = await runSpot("report", log, "--out", `${folder}/page`);
    assertEquals([none.code, none.stdout], [1, ""]);
    assertStringIncludes(none.stderr, "none of its rows is finished");
    const { code, stderr } = await runSpot("resume", log, "--out", `${folder}/again`);
    assertEquals(code, 0, stderr);
    const [made, again] = [recordOf(`${folder}/page`), recordOf(`${folder}/again`)];
    assertEquals(responses(`${folder}/again`), responses(`${folder}/page`));
    const originsOf = ({ rows }: typeof made) => rows.map(({ origin }) => origin);
    assertEquals(originsOf(made), originsOf(again));
    assertEquals([made.method, again.method], ["subprocess", "subprocess"]);
  }),
);

Deno.test(
  "resume names what no log can keep, and report does without it",
  inFolder(async (folder) => {
    const log = `${folder}/run.journal`;
    const ran = await runScriptIn(folder, log, "own");
    assertEquals(ran.code, 0, ran.stderr);
    const resumed = await runSpot("resume", log, "--evals", "20");
    assertEquals([resumed.code, resumed.stdout], [2, ""]);
    assertStringIncludes(resumed.stderr, "a log cannot keep mo2so");
    const page = await runSpot("report", log, "--out", `${folder}/page`);
    assertEquals(page.code, 0, page.stderr);
    assertStringIncludes(page.stderr, "The log lacks 'mo2so'");
  }),
);

Deno.test(
  "resume goes on with the network's tuning, whose data are the package's",
  inFolder(async (folder) => {
    const log = `${folder}/run.journal`;
    const sizes = ["--evals", "4", "--init-size", "4", "--splits", "1", "--cores", "2"];
    const tuned = await runSpot("tune", ...sizes, "--log", log, "--out", `${folder}/a`);
    assertEquals(tuned.code, 0, tuned.stderr);
    const resumed = await runSpot("resume", log, "--evals", "5", "--out", `${folder}/b`);
    assertEquals(resumed.code, 0, resumed.stderr);
    assertEquals(responses(`${folder}/b`).slice(0, 4), responses(`${folder}/a`));
  }),
);

Deno.test(
  "report makes a page of a run all of whose rows failed, and refuses what is no log",
  inFolder(async (folder) => {
    const log = `${folder}/run.journal`;
    const failed = await runSpot(...tune(`${folder}/a`, "exit 3", "--log", log));
    assertEquals(failed.code, 1, failed.stderr);
    const page = await runSpot("report", log, "--out", `${folder}/page`);
    assertEquals(page.code, 0, page.stderr);
    assertMatch(page.stdout, /^All \d+ rows failed$/m);
    assertMatch(
      page.stderr,
      /^All rows failed, the first one as the program ended with exit code 3/m,
    );
    await Deno.writeTextFile(`${folder}/other`, "a text\n");
    for (
      const [name, code, said] of [
        ["other", 1, "line 1 is damaged"],
        ["nowhere", 2, "must be a log that can be read"],
      ] as const
    ) {
      for (const command of ["report", "resume"]) {
        const refused = await runSpot(command, `${folder}/${name}`);
        assertEquals([refused.code, refused.stdout], [code, ""]);
        assertStringIncludes(refused.stderr, said);
      }
    }
    for (const command of ["report", "resume"]) {
      assertEquals((await runSpot(command)).code, 2);
    }
  }),
);

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { withinDeadline } from "../faults/_fault_run.ts";
import { createContext, evaluateRow } from "../../spot/core/objective/evaluate_row.ts";
import type { ObjectiveContext, ObjectiveFunction } from "../../spot/core/objective/objective.ts";
import { commandObjective } from "../../spot/command/command_objective.ts";
import { defineSpace, int } from "../../spot/core/space/define_space.ts";
import { evaluateScript, shell, space } from "./_run_command.ts";

Deno.test("commandObjective() passes values on as they are, without a shell", async () => {
  const { responses: y } = await evaluateScript(
    `[ "$1" = 0.001 ] && [ "$2" = 3 ] && [ "$3" = "\\$(x) 'y' \\"z\\"" ] && echo 4`,
    { x: [0.001, 3, 2] },
  );
  assertEquals(y, [4]);
});

Deno.test("commandObjective() gives several responses if the program prints them", async () => {
  const { responses: y } = await evaluateScript(`echo '{"values": [1, 2.5]}'`);
  assertEquals(y, [1, 2.5]);
});

Deno.test("commandObjective() tells the program its row", async () => {
  const script = `[ -d "$SPOT_SCRATCH" ] || exit 9
    [ -z "\${SPOT_BUDGET+x}" ] || exit 8
    [ "$SPOT_CONFIGURATION" = '{"rate":0.5,"depth":3,"kernel":"r b f"}' ] || exit 7
    echo "{\\"values\\": [$SPOT_ROW, $SPOT_REPLICATE, $SPOT_CORES, $SPOT_SEED]}"`;
  const seeds = [];
  for (const [row, replicate] of [[7, 0], [8, 0], [9, 1]]) {
    const { responses: y, failure } = await evaluateScript(script, {
      row,
      replicate,
      coresPerRow: 2,
    });
    assertEquals(failure, undefined);
    assertEquals(y.slice(0, 3), [row, replicate, 2]);
    seeds.push(y[3]);
  }
  assertEquals(seeds[0], seeds[1]);
  assertNotEquals(seeds[0], seeds[2]);
  assert(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31));
});

Deno.test("commandObjective() adds the user's environment, and the working folder", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const environment = { THREADS: "3" };
  const { responses: y } = await evaluateScript('[ "$(pwd)" = "$FOLDER" ] && echo $THREADS', {
    folder,
    environment: { ...environment, FOLDER: folder },
  });
  assertEquals(y, [3]);
  await Deno.remove(folder);
});

Deno.test("commandObjective() takes the scratch folder away, or keeps it if it was named", async () => {
  const script =
    'echo hello >"$SPOT_SCRATCH/made"; echo "$SPOT_SCRATCH" >&2; echo oops >&2; exit 1';
  const { failure } = await evaluateScript(script);
  const [, temporary] = /: (.*) \| oops$/.exec(failure!.message)!;
  await assertRejects(() => Deno.stat(temporary), Deno.errors.NotFound);

  const scratch = await Deno.makeTempDir();
  await evaluateScript(script, { scratch });
  assertEquals(await Deno.readTextFile(`${scratch}/row-7/made`), "hello\n");
  assertStringIncludes(await Deno.readTextFile(`${scratch}/row-7/stderr.txt`), "oops\n");
  const { responses: y } = await evaluateScript('[ -e "$SPOT_SCRATCH/made" ] || echo 1', {
    scratch,
  });
  assertEquals(y, [1], "the row's folder did not begin anew");
  await Deno.remove(scratch, { recursive: true });
});

const failing: readonly (readonly [script: string, kind: string, message: RegExp])[] = [
  [
    "echo 1; echo a >&2; echo b >&2; exit 3",
    "exception",
    /^the program ended with exit code 3: a \| b$/,
  ],
  ["echo only this; exit 1", "exception", /exit code 1: only this$/],
  ["kill -9 $$", "crash", /^the program was killed by SIGKILL$/],
  ["kill -TERM $$", "crash", /^the program was killed by SIGTERM$/],
  ["kill -TERM 0", "crash", /^the program was killed by SIGTERM$/],
  ["true", "exception", /^the program printed no result$/],
  ["echo loss is 0.3", "exception", /^the program printed no result: loss is 0.3$/],
  [`printf '{"value": 0.3'`, "exception", /^the program printed a JSON line that is cut/],
  ["echo nan", "value", /^the objective returned NaN$/],
];

Deno.test("commandObjective() makes a failed row of a program that fails, and says why", async () => {
  for (const [script, kind, message] of failing) {
    const { failure } = await evaluateScript(script);
    assertEquals(failure?.kind, kind, script);
    assertMatch(failure!.message, message);
  }
});

Deno.test("commandObjective() ends a program at its time limit", async () => {
  const { failure } = await evaluateScript("echo started >&2; sleep 60", { timeoutMs: 300 });
  assertEquals(failure?.kind, "timeout");
  assertEquals(failure!.message, "the program took longer than 300 ms: started");
});

Deno.test("commandObjective() keeps a bounded end of what a program prints", async () => {
  const flood = "head -c 30000000 /dev/zero | tr '\\\\0' x";
  const { responses: y } = await evaluateScript(`${flood}; ${flood} >&2; echo; echo 5`);
  assertEquals(y, [5]);
  const { failure } = await evaluateScript(`${flood} >&2; echo the end >&2; exit 1`);
  assertMatch(failure!.message, /the end/);
  assert(failure!.stack!.length < 9000);
});

Deno.test("commandObjective() gives an empty stdin", async () => {
  const { responses: y } = await evaluateScript("cat; echo 1");
  assertEquals(y, [1]);
});

Deno.test("commandObjective() rejects at an abort", async () => {
  const controller = new AbortController();
  const outcome = evaluateScript("sleep 60", { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 200);
  assertMatch((await outcome).failure!.message, /enough/);
});

/** A context that takes values on the way. */
function contextWith(report: ObjectiveContext["report"]): ObjectiveContext {
  const problem = { seed: 1, variables: space.variables, controls: {} };
  const { signal } = new AbortController();
  const task = { row: 0, x: [0.5, 3, 1], replicate: 0 };
  return { ...createContext(task, { problem, signal }), report };
}

const twoSteps = `echo '{"step": 1, "value": 3}'; echo '{"step": 2, "value": 2}'`;

Deno.test("commandObjective() tells the row's values on the way to a context that takes them", async () => {
  const steps: number[][] = [];
  const fun = commandObjective({ command: shell(twoSteps), space }) as ObjectiveFunction;
  const context = contextWith((step, value) => steps.push([step, value]) === 0);
  assertEquals([await fun(context.x, context), steps], [2, [[1, 3], [2, 2]]]);
});

Deno.test("commandObjective() ends a program whose value on the way is refused", async () => {
  const command = shell(`echo begun >&2; ${twoSteps}; sleep 300`);
  const fun = commandObjective({ command, space }) as ObjectiveFunction;
  const context = contextWith(() => {
    throw new RangeError("enough");
  });
  const { failure } = await withinDeadline(
    20_000,
    () => evaluateRow((x) => fun(x, context), { row: 0, x: context.x, replicate: 0 }, context),
  );
  assertEquals(failure?.message, "the program was ended as enough: begun");
  assertMatch(failure!.stack!, /"step": 1/);
});

Deno.test("commandObjective() ends a program whose row is hopeless, which counts as pruned", async () => {
  const fun = commandObjective({ command: shell(`${twoSteps}; sleep 300`), space });
  const limits = { steps: [1], values: [2.5], patience: 0 };
  const task = { row: 0, x: [0.5, 3, 1], replicate: 0, limits };
  const { signal } = new AbortController();
  const problem = { seed: 1, variables: space.variables, controls: {} };
  const outcome = await withinDeadline(20_000, () => evaluateRow(fun, task, { problem, signal }));
  assertEquals([outcome.pruned?.step, outcome.responses, outcome.failure], [1, [], undefined]);
});

Deno.test("commandObjective() names itself by its words before the first option", () => {
  const named = (...command: string[]) =>
    commandObjective({ command: [...command, "{SPOT_CONFIGURATION}"], space }).name;
  assertEquals(named("python", "train.py", "--lr", "0.1"), "python train.py");
  assertEquals(named("./simulate"), "./simulate");
});

Deno.test("check() refuses a program that does not exist, and takes one that does", async () => {
  const check = (program: string) =>
    commandObjective({ command: [program, "{SPOT_CONFIGURATION}"], space })
      .check({ seed: 1, variables: [], controls: {} });
  await check("sh");
  await check("/bin/sh");
  for (const program of ["no-such-program", "./no-such-program", "/", "no such program"]) {
    const message = `its program must exist and be executable: current value is "${program}"`;
    await assertRejects(async () => await check(program), RangeError, message);
  }
});

const json = "{SPOT_CONFIGURATION}";
const refused: readonly (readonly [options: unknown, message: string])[] = [
  [undefined, "options must be an object"],
  [
    { command: "python train.py", space },
    "'command' must be an array of a program and its arguments",
  ],
  [
    { space },
    "'command' must be an array of a program and its arguments: current value is undefined",
  ],
  [{ command: [], space }, "current value is empty"],
  [{ command: ["", json], space }, 'current word 0 is ""'],
  [{ command: ["a", 3], space }, "current word 1 is 3"],
  [{ command: ["a", "b\0"], space }, "current word 1 is"],
  [{ command: ["a", "{", json], space }, 'must be doubled, "{{" or "}}": current word 1 is "{"'],
  [{ command: ["{kernel}", json], space }, "the program must be the same for all rows"],
  [{ command: ["a", "{ratte}"], space }, "placeholder '{ratte}' must name a variable of the space"],
  [{ command: ["a", "{ratte}"], space }, "did you mean 'rate'?"],
  [{ command: ["a", "{}"], space }, "placeholder '{}' must name a variable of the space"],
  [{ command: ["a", "{rate}", "{kernel}"], space }, "each variable must stand in it"],
  [
    { command: ["a", json], space: defineSpace({ SPOT_SEED: int(1, 3) }) },
    'must have another name than what rows are told: current value is "SPOT_SEED"',
  ],
  [{ command: ["a", json] }, "'space' must be made by defineSpace"],
  [
    { command: ["a", json], space, timeOut: 3 },
    "option 'timeOut' is unknown: did you mean 'timeoutMs'?",
  ],
  [{ command: ["a", json], space, timeoutMs: 0 }, "'timeoutMs' must be a number above 0"],
  [{ command: ["a", json], space, timeoutMs: 2 ** 31 }, "'timeoutMs' must be"],
  [{ command: ["a", json], space, coresPerRow: 0 }, "'coresPerRow' must be a positive integer"],
  [{ command: ["a", json], space, folder: "/no/such" }, "'folder' must be a folder that exists"],
  [
    { command: ["a", json], space, environment: { A: 1 } },
    "'environment.A' must be a text by the name of a variable: current value is 1",
  ],
  [
    { command: ["a", json], space, environment: { "A=B": "1" } },
    "'environment.A=B' must be a text by the name of a variable",
  ],
  [{ command: ["a", json], space, scratch: "" }, "'scratch' must be a folder, or a path where"],
  [{ command: ["a", json], space, scratch: "deno.json" }, "'scratch' must be a folder"],
  [{ command: ["a", json], space, files: ["nowhere.py"] }, '"nowhere.py"'],
  [{ command: ["a", json], space, files: "a.py" }, "'files' must be an array of files that exist"],
];

Deno.test("commandObjective() refuses options that no row can work with", () => {
  for (const [options, message] of refused) {
    assertThrows(() => commandObjective(options as never), Error, message);
  }
});

import { assertEquals } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import {
  childrenOf,
  leftOver,
  markedBy,
  problemWith,
  sleep,
  tasksOf,
  withinDeadline,
} from "./_fault_run.ts";
import { subprocess, type SubprocessOptions } from "../../backends/subprocess/subprocess.ts";
import { scenarioCommand } from "./_scenario.ts";
import { behaviours, faulty } from "./fixtures/faulty.ts";

/** Two subprocesses, and a program and its program for each. */
const WHOLE = 6;

/** Waits until that many processes carry the mark. */
async function untilMarked(mark: string, count: number): Promise<void> {
  await withinDeadline(20_000, async () => {
    while (markedBy(mark).length < count) await sleep(20);
  });
}

interface Way {
  /** What rows may start: any program, or Deno alone, which is no permission to end others. */
  readonly allow: string;
  readonly behaviour?: number;
  readonly options?: SubprocessOptions;
  readonly end?: (controller: AbortController) => void;
}

const any = "run";
const one = `run=${Deno.execPath()}`;
const ways: Readonly<Record<string, Way>> = {
  "rows reach their time limit": { allow: any, options: { rowTimeoutMs: 3000 } },
  "they are aborted": {
    allow: one,
    end: (controller) => controller.abort(new Error("enough")),
  },
  "their subprocesses are killed": {
    allow: any,
    end: () => childrenOf(Deno.pid).forEach((pid) => Deno.kill(pid, "SIGKILL")),
    options: { maxRestarts: 0 },
  },
  "rows end their workers": {
    allow: one,
    behaviour: behaviours.leaveProgram,
    options: { maxRestarts: 0 },
  },
};

for (
  const [way, { allow, behaviour = behaviours.awaitProgram, options, end }] of Object.entries(ways)
) {
  Deno.test(`subprocess ends the programs of its rows if ${way}`, async () => {
    const mark = crypto.randomUUID();
    Deno.env.set("SPOT_MARK", mark);
    const controller = new AbortController();
    const method = subprocess({ allow: [allow], ...options });
    await using fun = makeParallel(faulty, {
      method,
      numCores: 2,
      onError: "record",
      onWarning() {},
    });
    const tasks = tasksOf(() => behaviour, 2);
    const { signal } = controller;
    const ended = (async () => {
      for await (const _ of fun.evaluate(tasks, { problem: problemWith(), signal }));
    })().catch(() => {});
    if (end) {
      await untilMarked(mark, WHOLE);
      end(controller);
    }
    await withinDeadline(20_000, () => ended);
    await fun[Symbol.asyncDispose]();
    Deno.env.delete("SPOT_MARK");
    assertEquals(await leftOver(mark, 1000), []);
  });
}

Deno.test("subprocess ends the programs of a row that ends when it is aborted and leaves them", async () => {
  const mark = crypto.randomUUID();
  Deno.env.set("SPOT_MARK", mark);
  await using fun = makeParallel(faulty, {
    method: subprocess({ allow: ["run"], rowTimeoutMs: 2000 }),
    numCores: 1,
    onError: "record",
  });
  const tasks = tasksOf(() => behaviours.endAndLeaveProgram, 1);
  const kinds: unknown[] = [];
  await withinDeadline(20_000, async () => {
    for await (const { failure } of fun.evaluate(tasks, { problem: problemWith() })) {
      kinds.push(failure?.kind);
    }
  });
  Deno.env.delete("SPOT_MARK");
  assertEquals(kinds, ["timeout"]);
  assertEquals(await leftOver(mark, 1000), []);
});

const variables = "--allow-env=SPOT_FAULT_ROUNDS,SPOT_FAULT_SEED";
const permissions = {
  most: ["-A"],
  least: ["--allow-read", `--allow-run=${Deno.execPath()}`, variables, "--no-prompt"],
};

const ends = [
  ["SIGKILL", "most"],
  ["SIGKILL", "least"],
  ["SIGTERM", "most"],
  ["SIGTERM", "least"],
  ["SIGINT", "most"],
  ["SIGHUP", "least"],
] as const;

for (const [signal, granted] of ends) {
  Deno.test(`subprocess ends the programs of its rows if the parent gets ${signal} (${granted} permissions)`, async () => {
    const mark = crypto.randomUUID();
    const parent = scenarioCommand(["program"], {
      flags: permissions[granted],
      env: { SPOT_MARK: mark, SPOT_FAULT_ROUNDS: "1" },
      stdout: "null",
      stderr: "null",
    }).spawn();
    await untilMarked(mark, 1 + WHOLE);
    parent.kill(signal);
    await withinDeadline(5000, () => parent.status);
    assertEquals(await leftOver(mark, 1000), []);
  });
}

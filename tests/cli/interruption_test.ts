/**
 * Ends runs at random times, resumes them, and compares bits. `SPOT_FAULT_ROUNDS` and
 * `SPOT_FAULT_SEED` make it longer and different:
 * `SPOT_FAULT_ROUNDS=100 deno test -A tests/cli/interruption_test.ts`.
 */
import { assert, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { recordFromJson } from "../../spot/report/record_json.ts";
import { leftOver, rounds, seed, sleep } from "../faults/_fault_run.ts";
import { inFolder, type Outcome, runSpot, startScript } from "./run_command.ts";

const script = "spot/cli.ts";
const args = ["--evals", "7", "--init-size", "6", "--splits", "1", "--cores", "2"];
const ORPHANS_END_WITHIN_MS = 1000;
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 } as const;
const signals = ["SIGINT", "SIGTERM", "SIGKILL"] as const;

const responses = (folder: string) =>
  recordFromJson(Deno.readTextFileSync(`${folder}/record.json`)).rows.map(({ x, y }) => [...x, y]);

/** Starts a run, sends the signal after a while, and waits for its end. */
async function interrupt(
  options: readonly string[],
  { signal, afterMs, mark }: { signal: Deno.Signal; afterMs: number; mark: string },
): Promise<Outcome> {
  const child = startScript(script, { args: ["tune", ...options], env: { SPOT_MARK: mark } });
  const output = child.output();
  const ended = output.then(() => true);
  if (!(await Promise.race([ended, sleep(afterMs).then(() => false)]))) child.kill(signal);
  const { code, stdout, stderr } = await output;
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test({
  name: "tune leaves no process and resumes to the same bits if it is ended",
  ignore: Deno.build.os !== "linux",
  fn: async (t) => {
    await inFolder(async (folder) => {
      const whole = await runSpot("tune", ...args, "--out", `${folder}/whole`);
      assertEquals(whole.code, 0, whole.stderr);
      for (const method of ["worker", "subprocess"] as const) {
        const random = createStream(seed, "signals", method);
        for (let round = 0; round < rounds; round++) {
          const signal = signals[Math.floor(random() * signals.length)];
          const afterMs = 100 + 700 * random();
          await t.step(`${method}, ${signal} after ${Math.round(afterMs)} ms`, async () => {
            const out = `${folder}/${method}-${round}`;
            await endAndResume(out, { method, signal, afterMs });
            assertEquals(responses(out), responses(`${folder}/whole`));
          });
        }
      }
    })();
  },
});

async function endAndResume(
  out: string,
  { method, signal, afterMs }: {
    readonly method: string;
    readonly signal: typeof signals[number];
    readonly afterMs: number;
  },
): Promise<void> {
  const mark = crypto.randomUUID();
  const all = [...args, "--method", method, "--log", `${out}.journal`, "--out", out];
  const { code, stderr } = await interrupt(all, { signal, afterMs, mark });
  assertEquals(await leftOver(mark, ORPHANS_END_WITHIN_MS), [], "processes are left behind");
  assert(code === 0 || code === exitCodes[signal], `${code}: ${stderr}`);
  const resumed = await runSpot("tune", ...all);
  assertEquals(resumed.code, 0, resumed.stderr);
}

/**
 * Ends runs at random times, resumes them, and compares bits. `SPOT_ROUNDS` and `SPOT_SEED` make it
 * longer and different: `SPOT_ROUNDS=100 deno test -A tests/cli/interruption_test.ts`.
 */
import { assert, assertEquals } from "@std/assert";
import { createStream } from "../../spot/random/stream.ts";
import { recordFromJson } from "../../spot/report/record_json.ts";
import { inFolder, type Outcome, runScript, startScript } from "./run_command.ts";

const rounds = Number(Deno.env.get("SPOT_ROUNDS") ?? 1);
const seed = Number(Deno.env.get("SPOT_SEED") ?? 1);
const script = "spot/cli.ts";
const args = ["--evals", "12", "--init-size", "10", "--splits", "1", "--cores", "2"];
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 } as const;
const signals = ["SIGINT", "SIGTERM", "SIGKILL"] as const;

const responses = (folder: string) =>
  recordFromJson(Deno.readTextFileSync(`${folder}/record.json`)).rows.map(({ x, y }) => [...x, y]);

/** Processes that carry a mark in their environment, as children inherit it. */
function marked(mark: string): number[] {
  const pids = [...Deno.readDirSync("/proc")].map(({ name }) => Number(name)).filter(
    Number.isInteger,
  );
  return pids.filter((pid) => {
    try {
      return Deno.readTextFileSync(`/proc/${pid}/environ`).includes(mark);
    } catch {
      return false;
    }
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a run, sends the signal after a while, and waits for its end. */
async function interrupt(
  options: readonly string[],
  { signal, afterMs, mark }: { signal: Deno.Signal; afterMs: number; mark: string },
): Promise<Outcome> {
  const child = startScript(script, { args: options, env: { SPOT_MARK: mark } });
  const output = child.output();
  const ended = output.then(() => true);
  if (!(await Promise.race([ended, pause(afterMs).then(() => false)]))) child.kill(signal);
  const { code, stdout, stderr } = await output;
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

for (const method of ["worker", "subprocess"] as const) {
  Deno.test({
    name: `tune with ${method} leaves no process and resumes to the same bits if it is ended`,
    ignore: Deno.build.os !== "linux",
    fn: inFolder(async (folder) => {
      const all = [...args, "--method", method];
      const whole = await runScript(script, ...all, "--out", `${folder}/whole`);
      assertEquals(whole.code, 0, whole.stderr);
      const random = createStream(seed, "signals", method);
      for (let round = 0; round < rounds; round++) {
        const signal = signals[Math.floor(random() * signals.length)];
        const afterMs = 200 + 1500 * random();
        const mark = crypto.randomUUID();
        const log = ["--log", `${folder}/${round}.journal`, "--out", `${folder}/${round}`];
        const { code, stderr } = await interrupt([...all, ...log], { signal, afterMs, mark });
        await pause(1000);
        assertEquals(marked(mark), [], `orphans after ${signal} at ${afterMs} ms`);
        assert(code === 0 || code === exitCodes[signal], `${signal}: ${code}: ${stderr}`);
        const resumed = await runScript(script, ...all, ...log);
        assertEquals(resumed.code, 0, resumed.stderr);
        assertEquals(responses(`${folder}/${round}`), responses(`${folder}/whole`));
      }
    }),
  });
}

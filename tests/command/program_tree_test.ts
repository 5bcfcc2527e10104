import { assertEquals } from "@std/assert";
import { importMapFlag } from "../backends/_import_map.ts";
import { leftOver, markedBy, sleep, withinDeadline } from "../faults/_fault_run.ts";
import { evaluateScript } from "./_run_command.ts";

/** Processes are found by their environment, which only Linux shows. */
const ignore = Deno.build.os !== "linux";

/** A program, a shell of its own with a program, and another one. */
const TREE = "(sleep 300; true) & sleep 300 &";

async function untilMarked(mark: string, count: number): Promise<void> {
  await withinDeadline(20_000, async () => {
    while (markedBy(mark).length < count) await sleep(20);
  });
}

const ways: Readonly<Record<string, { readonly script: string; readonly timeoutMs?: number }>> = {
  "ends well": { script: `${TREE} echo 1` },
  fails: { script: `${TREE} exit 3` },
  "is killed": { script: `${TREE} kill -9 $$` },
  "reaches its time limit": { script: `${TREE} sleep 300`, timeoutMs: 500 },
  "ignores signals": { script: `trap '' HUP INT TERM; ${TREE} sleep 300`, timeoutMs: 500 },
  "signals its group": { script: `trap '' TERM; ${TREE} kill -TERM 0; sleep 300`, timeoutMs: 500 },
};

for (const [way, { script, timeoutMs }] of Object.entries(ways)) {
  Deno.test({
    name: `commandObjective() leaves no process behind if the program ${way}`,
    ignore,
    async fn() {
      const mark = crypto.randomUUID();
      const outcome = evaluateScript(script, { timeoutMs, environment: { SPOT_MARK: mark } });
      await withinDeadline(20_000, () => outcome);
      assertEquals(await leftOver(mark, 1000), []);
    },
  });
}

Deno.test({
  name: "commandObjective() leaves no process behind if it is aborted",
  ignore,
  async fn() {
    const mark = crypto.randomUUID();
    const controller = new AbortController();
    const { signal } = controller;
    const environment = { SPOT_MARK: mark };
    const outcome = evaluateScript(`${TREE} sleep 300`, { signal, environment });
    await untilMarked(mark, 5);
    controller.abort();
    await withinDeadline(20_000, () => outcome);
    assertEquals(await leftOver(mark, 1000), []);
  },
});

const permissions = {
  most: ["-A"],
  least: ["--allow-run=sh", "--allow-read", "--allow-write", "--no-prompt"],
};

for (const signal of ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"] as const) {
  for (const [granted, flags] of Object.entries(permissions)) {
    Deno.test({
      name:
        `commandObjective() leaves no process behind if the parent gets ${signal} (${granted} permissions)`,
      ignore,
      async fn() {
        const mark = crypto.randomUUID();
        const script = new URL("fixtures/two_rows.ts", import.meta.url).href;
        const parent = new Deno.Command(Deno.execPath(), {
          args: ["run", ...flags, "--quiet", importMapFlag(), script],
          env: { SPOT_MARK: mark },
          stdout: "null",
          stderr: "null",
        }).spawn();
        // The parent; for each row the watcher, the program and what it starts.
        await untilMarked(mark, 1 + 2 * 6);
        parent.kill(signal);
        await withinDeadline(5000, () => parent.status);
        assertEquals(await leftOver(mark, 1000), []);
      },
    });
  }
}

Deno.test({
  name: "commandObjective() starts no process that ends as an orphan",
  ignore,
  async fn() {
    // Itself alone in its group, and its parent; a command's name may hold blanks.
    const script = `n=0; for file in /proc/[0-9]*/stat; do
      read -r pid name state parent group rest 2>/dev/null <$file &&
        [ "$group" = $$ ] && n=$((n + 1))
      done; echo "{\\"values\\": [$n, $PPID]}"`;
    assertEquals((await evaluateScript(script)).responses, [1, Deno.pid]);
  },
});

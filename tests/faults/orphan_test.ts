import { assert, assertEquals } from "@std/assert";
import { importMapFlag } from "../backends/_import_map.ts";
import { childrenOf, rounds, sleep, withinDeadline } from "./_fault_run.ts";

const scenario = new URL("fixtures/scenario.ts", import.meta.url).href;

const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
};

for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"] as const) {
  Deno.test(`subprocess leaves no process behind if the parent gets ${signal}`, async () => {
    for (let round = 0; round < 2 * rounds; round++) {
      const parent = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "--quiet",
          importMapFlag(),
          scenario,
          round % 2 === 0 ? "loop" : "wait",
        ],
        stdout: "null",
        stderr: "null",
      }).spawn();
      const children = await withinDeadline(20_000, async () => {
        while (childrenOf(parent.pid).length < 2) await sleep(20);
        await sleep(50 + 150 * round);
        return childrenOf(parent.pid);
      });
      parent.kill(signal);
      await withinDeadline(5000, () => parent.status);
      await sleep(1000);
      assertEquals(children.filter(isAlive), []);
      assert(children.length >= 2);
    }
  });
}

import { assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { childrenOf, leftOver, rounds, seed, sleep, withinDeadline } from "./_fault_run.ts";
import { scenarioCommand } from "./_scenario.ts";

for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"] as const) {
  Deno.test(`subprocess leaves no process behind if the parent gets ${signal}`, async () => {
    const times = createStream(seed, "orphans", signal);
    for (let round = 0; round < 4 * rounds; round++) {
      const mark = crypto.randomUUID();
      const parent = scenarioCommand([round % 2 === 0 ? "loop" : "wait"], {
        env: { SPOT_MARK: mark },
        stdout: "null",
        stderr: "null",
      }).spawn();
      await withinDeadline(20_000, async () => {
        while (childrenOf(parent.pid).length < 2) await sleep(20);
        await sleep(300 * times());
      });
      parent.kill(signal);
      await withinDeadline(5000, () => parent.status);
      assertEquals(await leftOver(mark, 1000), []);
    }
  });
}

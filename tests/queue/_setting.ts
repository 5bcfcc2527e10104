/** What tests of faults begin with: a Redis, and a machine in this process. */
import { startMachine } from "../../backends/queue/machine.ts";
import type { Machine, MachineOptions } from "../../backends/queue/machine_options.ts";
import { worker } from "../../backends/worker/worker.ts";
import { counted } from "./fixtures/counted.ts";
import { isMissing, startRedis, type TestRedis } from "./_redis.ts";

/** The name of the tests' queue. */
export const name = "faults";

/** A test with a Redis of its own; left out by name where there is none. */
export function testOnRedis(what: string, body: (redis: TestRedis) => Promise<void>): void {
  Deno.test({
    name: isMissing ? `${what} (no redis-server is installed)` : what,
    ignore: isMissing,
    async fn() {
      await using redis = await startRedis();
      await body(redis);
    },
  });
}

/** Starts a machine in this process; what it says goes into a list. */
export function startHere(
  { url }: { readonly url: string },
  said: string[] = [],
  more: Partial<MachineOptions> = {},
): Promise<Machine> {
  return startMachine({
    url,
    name,
    cores: 1,
    modules: [counted.moduleUrl],
    method: worker(),
    label: "here",
    say: (line) => said.push(line),
    ...more,
  });
}

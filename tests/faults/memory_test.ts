import { assert } from "@std/assert";
import { withinDeadline } from "./_fault_run.ts";
import { scenarioCommand, textOf } from "./_scenario.ts";

for (const method of ["worker", "subprocess"]) {
  Deno.test(`${method} keeps memory flat over many cheap rows`, async () => {
    const command = scenarioCommand(["memory", method], {
      flags: ["-A", "--v8-flags=--expose-gc"],
    });
    const { stdout } = await withinDeadline(300_000, () => command.output());
    const grownMb = Number(textOf(stdout));
    assert(grownMb < 1, `grown by ${grownMb} MB in 100,000 rows`);
  });
}

import { assert } from "@std/assert";
import { importMapFlag } from "../backends/_import_map.ts";
import { withinDeadline } from "./_fault_run.ts";

const scenario = new URL("fixtures/scenario.ts", import.meta.url).href;

for (const method of ["worker", "subprocess"]) {
  Deno.test(`${method} keeps memory flat over many cheap rows`, async () => {
    const { stdout } = await withinDeadline(300_000, () =>
      new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "--quiet",
          "--v8-flags=--expose-gc",
          importMapFlag(),
          scenario,
          "memory",
          method,
        ],
      }).output());
    const grownMb = Number(new TextDecoder().decode(stdout));
    assert(grownMb < 2, `grown by ${grownMb} MB in 200,000 rows`);
  });
}

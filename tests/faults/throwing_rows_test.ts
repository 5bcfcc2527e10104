import { assertEquals, assertStringIncludes } from "@std/assert";
import { evaluateAll, problemWith, tasksOf } from "./_fault_run.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";
import { behaviours } from "./fixtures/faulty.ts";

const rows = 30;

/** What a row throws, and which row it is. */
const ways = {
  "an error at once": [behaviours.throwNow, 0, "RangeError: bad row"],
  "an error later": [behaviours.throwLater, 14, "RangeError: bad row"],
  "a text": [behaviours.throwText, rows - 1, "bad row"],
  "an error that cannot be read": [behaviours.throwHostile, 14, "cannot be shown"],
} as const;

for (const method of ["sequential", "worker", "subprocess"] as const) {
  for (const [way, [behaviour, bad, message]] of Object.entries(ways)) {
    Deno.test(`${method} evaluates a row once and keeps all others if it throws ${way}`, async () => {
      const folder = await Deno.makeTempDir();
      const { results, warnings } = await evaluateAll(
        tasksOf((row) => row === bad ? behaviour : behaviours.fine, rows),
        {
          method: method === "subprocess" ? subprocess({ allow: [`write=${folder}`] }) : method,
          numCores: 2,
          problem: problemWith({ folder }),
        },
      );
      const evaluations = [...Deno.readDirSync(folder)].length;
      await Deno.remove(folder, { recursive: true });
      assertEquals([results.length, evaluations, warnings], [rows, 1, []]);
      const failed = results.filter(({ failure }) => failure);
      assertEquals(failed.map(({ row, failure }) => [row, failure?.kind]), [[bad, "exception"]]);
      assertStringIncludes(failed[0].failure!.message, message);
    });
  }
}

for (const method of ["worker", "subprocess"] as const) {
  Deno.test(`${method} takes no notice of what an objective posts by itself`, async () => {
    const tasks = tasksOf((row) => row % 2 === 0 ? behaviours.postMessages : behaviours.fine, 40);
    const { results, warnings } = await evaluateAll(tasks, { method, numCores: 2 });
    assertEquals([results.length, warnings], [40, []]);
    assertEquals(results.filter(({ failure }) => failure), []);
  });
}

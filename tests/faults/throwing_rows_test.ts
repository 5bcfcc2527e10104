import { assertEquals, assertStringIncludes } from "@std/assert";
import { evaluateAll, problemWith, tasksOf } from "./_fault_run.ts";
import { deeds } from "./fixtures/faulty.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";

const ways = {
  "an error at once": [deeds.throwNow, "RangeError: bad row"],
  "an error later": [deeds.throwLater, "RangeError: bad row"],
  "a text": [deeds.throwText, "bad row"],
  "an error that cannot be read": [deeds.throwHostile, "cannot be shown"],
} as const;
const rows = 30;

for (const method of ["sequential", "worker", "subprocess"] as const) {
  for (const [way, [deed, message]] of Object.entries(ways)) {
    Deno.test(`${method} evaluates a row once and keeps all others if it throws ${way}`, async () => {
      for (const bad of [0, 14, rows - 1]) {
        const folder = await Deno.makeTempDir();
        const { results, warnings } = await evaluateAll(
          tasksOf((row) => row === bad ? deed : deeds.fine, rows),
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
      }
    });
  }
}

for (const method of ["worker", "subprocess"] as const) {
  Deno.test(`${method} takes no notice of what an objective posts by itself`, async () => {
    const tasks = tasksOf((row) => row % 2 === 0 ? deeds.postMessages : deeds.fine, 40);
    const { results, warnings } = await evaluateAll(tasks, { method, numCores: 2 });
    assertEquals([results.length, warnings], [40, []]);
    assertEquals(results.filter(({ failure }) => failure), []);
  });
}

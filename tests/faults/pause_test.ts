import { assertEquals } from "@std/assert";
import { importMapFlag } from "../backends/_import_map.ts";
import { rounds, sleep, withinDeadline } from "./_fault_run.ts";

const scenario = new URL("fixtures/scenario.ts", import.meta.url).href;

Deno.test("subprocess blames no row within its limit if the whole process group is stopped for longer", async () => {
  for (let round = 0; round < rounds; round++) {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", importMapFlag(), scenario, "steps"],
      stdout: "piped",
      stderr: "piped",
      detached: true, // a process group of its own
    }).spawn();
    const stdout = new Response(child.stdout).text();
    await withinDeadline(30_000, async () => {
      let stderr = "";
      for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
        stderr += text;
        if (stderr.split("under way").length <= 2) continue;
        stderr = "";
        Deno.kill(-child.pid, "SIGSTOP");
        await sleep(2500);
        Deno.kill(-child.pid, "SIGCONT");
      }
      await child.status;
    });
    assertEquals(await stdout, "2 rows, 0 failed\n");
  }
});

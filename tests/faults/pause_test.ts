/** All processes paused; no file descriptor left. */
import { assert, assertEquals } from "@std/assert";
import { childrenOf, sleep, withinDeadline } from "./_fault_run.ts";
import { scenarioArgs, scenarioCommand, textOf } from "./_scenario.ts";

for (const method of ["worker", "subprocess"]) {
  Deno.test(`${method} goes on if a worker cannot be replaced while no file descriptor is left`, async () => {
    const limited = `ulimit -n 250; exec "$0" "$@"`;
    const args = ["-c", limited, Deno.execPath(), ...scenarioArgs(["shortage", method])];
    const command = new Deno.Command("sh", { args });
    const { stdout, stderr } = await withinDeadline(60_000, () => command.output());
    assertEquals(textOf(stdout), "59 rows", textOf(stderr));
  });
}

Deno.test("subprocess blames no row for a pause of all processes", async () => {
  const child = scenarioCommand(["paused"]).spawn();
  await sleep(1500);
  const tree = [child.pid, ...childrenOf(child.pid)];
  assert(tree.length >= 2, "no subprocess was started");
  for (const pid of tree) Deno.kill(pid, "SIGSTOP");
  await sleep(5000);
  for (const pid of tree.reverse()) Deno.kill(pid, "SIGCONT");
  const { stdout, stderr } = await withinDeadline(60_000, () => child.output());
  assertEquals(textOf(stdout), "2 rows, 0 failed", textOf(stderr));
});

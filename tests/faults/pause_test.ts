/** A pause of everything, and a want of descriptors. */
import { assert, assertEquals } from "@std/assert";
import { importMapFlag } from "../backends/_import_map.ts";
import { childrenOf, sleep, withinDeadline } from "./_fault_run.ts";

const scenario = new URL("fixtures/scenario.ts", import.meta.url).href;

function command(name: string, method: string): Deno.Command {
  const args = ["run", "-A", "--no-prompt", "--quiet", importMapFlag(), scenario, name, method];
  const pipes = { stdout: "piped", stderr: "piped" } as const;
  const limited = `ulimit -n 250; exec "$0" "$@"`;
  return new Deno.Command("sh", { args: ["-c", limited, Deno.execPath(), ...args], ...pipes });
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();

for (const method of ["worker", "subprocess"]) {
  Deno.test(`${method} goes on if a worker cannot be replaced for want of descriptors`, async () => {
    const { stdout, stderr } = await withinDeadline(
      60_000,
      () => command("shortage", method).output(),
    );
    assertEquals(textOf(stdout), "59 rows", textOf(stderr));
  });
}

Deno.test("subprocess blames no row for a pause of all processes", async () => {
  const child = command("paused", "subprocess").spawn();
  await sleep(1500);
  const tree = [child.pid, ...childrenOf(child.pid)];
  assert(tree.length >= 2, "no subprocess was started");
  for (const pid of tree) Deno.kill(pid, "SIGSTOP");
  await sleep(5000);
  for (const pid of tree.reverse()) Deno.kill(pid, "SIGCONT");
  const { stdout, stderr } = await withinDeadline(60_000, () => child.output());
  assertEquals(textOf(stdout), "2 rows, 0 failed", textOf(stderr));
});

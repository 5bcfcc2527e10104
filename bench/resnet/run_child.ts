/** @module */
import { fileURLToPath } from "node:url";

/** What a program of this folder prints as JSON, run in a process of its own. */
export async function runChild<Printed>(name: string, argument: number): Promise<Printed> {
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  const importMap = await new Deno.Command(Deno.execPath(), { args: ["task", "-q", "std"] })
    .output();
  const flags = new TextDecoder().decode(importMap.stdout).trim();
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--quiet", "--no-check", "--v8-flags=--expose-gc", `--config=${config}`],
      ...(flags === "" ? [] : [flags]),
      ...[fileURLToPath(new URL(name, import.meta.url)), String(argument)],
    ],
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

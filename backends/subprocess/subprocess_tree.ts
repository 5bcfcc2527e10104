/** A subprocess and the programs that it starts: one group, which ends as a whole. @module */
import { ChildProcess } from "node:child_process";
import { endGroup } from "../../spot/core/process/process_group.ts";
import type { Launch } from "./subprocess_launch.ts";

/** What node's class understands beyond its types. */
interface Spawning {
  spawn(options: {
    readonly file: string;
    readonly args: readonly string[];
    readonly envPairs: readonly string[];
    readonly stdio: readonly string[];
    readonly serialization: "advanced";
    readonly detached: boolean;
  }): void;
}

const hasGroups = Deno.build.os !== "windows";

/**
 * Starts a subprocess with an empty stdin and a channel of its own, which no program inherits that the
 * objective starts. `spawn` of node:child_process would ask for permission to read the environment.
 */
export function startSubprocess({ file, args, environment }: Launch): ChildProcess {
  const child = new ChildProcess() as ChildProcess & Spawning;
  child.spawn({
    file,
    args: [file, ...args],
    envPairs: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    serialization: "advanced",
    detached: hasGroups, // the leader of a group of its own
  });
  return child;
}

/** Ends a subprocess and all that belongs to its group, at once. */
export async function endTree({ pid, kill }: Killable, { hasTree, file }: Launch): Promise<void> {
  kill();
  if (pid === undefined || !hasTree || !hasGroups) return;
  const mayKill = Deno.permissions.querySync({ name: "run" }).state === "granted";
  if (mayKill) return endGroup(pid);
  // Permission to start Deno is not permission to end other processes than one's own children.
  const script = `try { Deno.kill(-${pid}, "SIGKILL"); } catch { /* it is gone already */ }`;
  const args = ["eval", "--no-config", "--no-lock", "--quiet", script];
  const pipes = { stdin: "null", stdout: "null", stderr: "null" } as const;
  try {
    await new Deno.Command(file, { args, ...pipes, detached: true }).spawn().status;
  } catch {
    // No process can be started; the subprocess itself is dead.
  }
}

/** What has to end. */
interface Killable {
  readonly pid: number | undefined;
  readonly kill: () => void;
}

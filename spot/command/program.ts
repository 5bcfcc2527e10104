/**
 * A program and all that it starts, which end with it and with this process.
 *
 * Where there are process groups, the program leads one of its own, and a process in it reads from a
 * pipe that this process alone can write to. At the pipe's end it kills the group: so whoever closes
 * the pipe ends the tree, and the kernel closes it when this process is gone, whatever ended it.
 *
 * @module
 */
import { endGroup } from "../core/process/process_group.ts";

const hasGroups = Deno.build.os !== "windows";

/**
 * Starts a watcher, then becomes the program. The watcher is no child of the program, which may wait for
 * all of its own, does not hold its stdout, and outlives signals that the program sends to its group.
 * It holds stderr: that ends when the whole group is gone.
 */
const LEADER = `exec 3<&0 </dev/null
( ( trap '' HUP INT TERM; read -r _ <&3; kill -9 0 ) >/dev/null & )
exec "$@" 3<&-`;

/** What a program is started with. */
export interface ProgramStart {
  readonly words: readonly string[];
  /** Added to the environment that this process has. */
  readonly environment: Readonly<Record<string, string>>;
  /** The working folder. */
  readonly folder?: string;
}

/** A program that was started. */
export interface Program {
  readonly stdout: ReadableStream<Uint8Array>;
  readonly stderr: ReadableStream<Uint8Array>;
  readonly status: Promise<Deno.CommandStatus>;
  /** Ends the program and all that it has started and not sent out of its group; idempotent. */
  end(): void;
}

/**
 * Starts a program with an empty stdin.
 *
 * @throws {Error} If it cannot be started.
 */
export function startProgram({ words, environment, folder }: ProgramStart): Program {
  const options = { env: environment, cwd: folder, stdout: "piped", stderr: "piped" } as const;
  const [program, ...args] = hasGroups ? ["sh", "-c", LEADER, "sh", ...words] : words;
  const child = new Deno.Command(program, {
    ...options,
    args,
    stdin: hasGroups ? "piped" : "null",
    detached: hasGroups, // the leader of a group of its own
  }).spawn();
  const { stdout, stderr, status } = child;
  return { stdout, stderr, status, end: hasGroups ? endOf(child) : () => killAlone(child) };
}

function endOf(child: Deno.ChildProcess): () => void {
  let hasEnded = false;
  return () => {
    if (hasEnded) return;
    hasEnded = true;
    child.stdin.close().catch(() => {});
    // The program may have killed its watcher.
    const mayKill = Deno.permissions.querySync({ name: "run" }).state === "granted";
    if (mayKill) endGroup(child.pid);
    else killAlone(child);
  };
}

function killAlone(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended.
  }
}

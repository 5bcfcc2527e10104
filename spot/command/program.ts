/**
 * A program and all that it starts, which end with it and with this process.
 *
 * Where there are process groups, the program leads one of its own, and a guardian beside it reads from a
 * pipe that this process alone can write to. At the pipe's end it kills the group: so whoever closes the
 * pipe ends the tree, and the kernel closes it when this process is gone, whatever ended it. The guardian
 * is a child of this process, as the program is, so that this process takes both in when they have ended.
 *
 * @module
 */
import { endGroup } from "../core/process/process_group.ts";

const hasGroups = Deno.build.os !== "windows";

/** Learns the group, then waits. Signals that are meant for this process are not for it. */
const GUARDIAN = `trap '' HUP INT TERM
read -r group || exit 0
read -r _
kill -s KILL -- "-$group" 2>/dev/null`;

/** Becomes the program once its guardian knows of it; not if this process is gone before. */
const LEADER = `read -r _ || exit 1
exec "$@" </dev/null`;

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
  end(): Promise<void>;
}

/**
 * Starts a program with an empty stdin.
 *
 * @throws {Error} If it cannot be started.
 */
export function startProgram({ words, environment, folder }: ProgramStart): Program {
  const options = { env: environment, cwd: folder, stdout: "piped", stderr: "piped" } as const;
  if (!hasGroups) return startAlone(words, options);
  const guardian = new Deno.Command("sh", {
    args: ["-c", GUARDIAN],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  try {
    const child = new Deno.Command("sh", {
      ...options,
      args: ["-c", LEADER, "sh", ...words],
      stdin: "piped",
      detached: true, // the leader of a group of its own
    }).spawn();
    return guard(child, guardian);
  } catch (error) {
    guardian.stdin.close().catch(() => {});
    throw error;
  }
}

type Options = Pick<Deno.CommandOptions, "env" | "cwd" | "stdout" | "stderr">;

function startAlone([program, ...args]: readonly string[], options: Options): Program {
  const child = new Deno.Command(program, { ...options, args, stdin: "null" }).spawn();
  const { stdout, stderr, status } = child;
  return { stdout, stderr, status, end: () => Promise.resolve(killAlone(child)) };
}

function guard(child: Deno.ChildProcess, guardian: Deno.ChildProcess): Program {
  const orders = guardian.stdin.getWriter();
  let ended: Promise<void> | undefined;
  const begin = async () => {
    const encoder = new TextEncoder();
    await orders.write(encoder.encode(`${child.pid}\n`));
    const go = child.stdin.getWriter();
    await go.write(encoder.encode("\n"));
    await go.close();
  };
  // Either may have been killed.
  begin().catch(() => {});
  const end = async () => {
    // It may have killed the guardian.
    const mayKill = Deno.permissions.querySync({ name: "run" }).state === "granted";
    if (mayKill) endGroup(child.pid);
    await orders.close().catch(() => {});
    await guardian.status;
    killAlone(child);
  };
  const { stdout, stderr, status } = child;
  return { stdout, stderr, status, end: () => ended ??= end() };
}

function killAlone(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended.
  }
}

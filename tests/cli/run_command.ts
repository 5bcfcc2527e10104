/** Runs a command line of the project as a process of its own. */
import { config } from "./import_map.ts";

/** What a process said. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a script is started with. */
export interface StartOptions {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a script with the flags that tasks give it. */
export function startScript(script: string, { args, env }: StartOptions): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-prompt", ...config, script, ...args],
    cwd: new URL("../..", import.meta.url).pathname,
    env: { NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a script to its end. */
export async function runScript(script: string, ...args: readonly string[]): Promise<Outcome> {
  const { code, stdout, stderr } = await startScript(script, { args }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Sends a signal once the process has written to stderr, and waits for its end. */
export async function interruptScript(
  child: Deno.ChildProcess,
  signal: Deno.Signal,
): Promise<Outcome> {
  const decoder = new TextDecoder();
  const stdout = new Response(child.stdout).text();
  let stderr = "";
  for await (const bytes of child.stderr) {
    if (stderr === "") child.kill(signal);
    stderr += decoder.decode(bytes, { stream: true });
  }
  const { code } = await child.status;
  return { code, stdout: await stdout, stderr };
}

/** Works in a folder that is removed afterwards. */
export function inFolder(test: (folder: string) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const folder = await Deno.makeTempDir();
    try {
      await test(folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  };
}

/** Runs a command of the command line. */
export function runSpot(...args: readonly string[]): Promise<Outcome> {
  return runScript("spot/cli.ts", ...args);
}

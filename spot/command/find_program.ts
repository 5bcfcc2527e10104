/** Whether there is a program of a name. @module */
import { show } from "../core/options/options.ts";

/** A name is looked for as shells do; a path must be a file, which folders on the way are not. */
const FIND = `case $1 in */*) [ -f "$1" ] && [ -x "$1" ];; *) command -v -- "$1";; esac`;

/**
 * Refuses a program that does not exist, before any row is evaluated.
 *
 * @param folder Where a path counts from.
 * @throws {RangeError} If there is none.
 * @throws {Error} If this process may not start programs.
 */
export async function checkProgram(program: string, folder?: string): Promise<void> {
  const isWindows = Deno.build.os === "windows";
  const [finder, ...args] = isWindows
    ? ["where", "/q", program]
    : ["sh", "-c", FIND, "sh", program];
  // On Windows, `where` knows no paths.
  if (isWindows && /[/\\]/.test(program)) return;
  const pipes = { stdin: "null", stdout: "null", stderr: "null" } as const;
  const { success } = await new Deno.Command(finder, { args, cwd: folder, ...pipes }).output();
  if (success) return;
  throw new RangeError(
    `Cannot run a command as its program must exist and be executable: current value is ${
      show(program)
    }`,
  );
}

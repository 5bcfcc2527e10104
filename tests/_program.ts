/**
 * Other people's programs in tests: a test is left out only where its program is not found, and
 * never in CI. One that is found and fails is a failure.
 *
 * @module
 */

/** CI installs every program, so that there a missing one fails its tests. */
const isCI = Boolean(Deno.env.get("CI"));

/** Whether the tests of a program run: it is found, or has to be there. */
export function isRequired(program: string): boolean {
  if (isCI) return true;
  try {
    new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" }).outputSync();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Options of {@linkcode outputOf}. */
export interface OutputOptions {
  /** Environment variables beside this process' own. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder to run in. */
  readonly cwd?: string | URL;
}

/** A program that hangs is ended. */
const WATCHDOG_MS = 300_000;

/**
 * Runs a program without input.
 *
 * @returns What it prints, without white space around it.
 * @throws {Error} If it does not end well, with what it says.
 */
export async function outputOf(
  program: string,
  args: readonly string[],
  options: OutputOptions = {},
): Promise<string> {
  const { success, code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    ...options,
    stdin: "null",
    signal: AbortSignal.timeout(WATCHDOG_MS),
  }).output();
  const decoder = new TextDecoder();
  if (success) return decoder.decode(stdout).trim();
  throw new Error(`${program} ended with code ${code}: ${decoder.decode(stderr).slice(-2000)}`);
}

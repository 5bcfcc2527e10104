/** Scenarios run as processes of their own, so that they can be watched from outside. */
import { importMapFlag } from "../backends/_import_map.ts";

const { href } = new URL("fixtures/scenario.ts", import.meta.url);

/** Deno's arguments for a scenario: its name, and what it takes. */
export function scenarioArgs(scenario: readonly string[], flags = ["-A", "--no-prompt"]): string[] {
  return ["run", ...flags, "--quiet", importMapFlag(), href, ...scenario];
}

/** A scenario as a command; what it prints is piped. */
export function scenarioCommand(
  scenario: readonly string[],
  { flags, ...options }: Omit<Deno.CommandOptions, "args"> & { readonly flags?: string[] } = {},
): Deno.Command {
  const args = scenarioArgs(scenario, flags);
  return new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "piped", ...options });
}

/** What a process printed. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).trim();
}

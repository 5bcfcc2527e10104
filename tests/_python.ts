/**
 * Python, with the programs that read what is written for them; `.ci/install` has their versions.
 *
 * @module
 */
import { isRequired, outputOf } from "./_program.ts";

/** The interpreter that has them. */
export const python: string = Deno.env.get("SPOT_PYTHON") ?? "python3";

/** Whether tests of a module run: not where Python has none of that name; always in CI. */
export async function hasModule(name: string): Promise<boolean> {
  if (Deno.env.get("CI")) return true;
  if (!isRequired(python)) return false;
  const find = `from importlib.util import find_spec; print(find_spec('${name}') is not None)`;
  return await outputOf(python, ["-c", find]) === "True";
}

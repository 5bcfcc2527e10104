/** Optuna, which reads what is written for it: `pip install optuna==5.0.0`. @module */
import { isRequired, outputOf } from "./_program.ts";

/** The interpreter that has Optuna. */
export const python: string = Deno.env.get("SPOT_PYTHON") ?? "python3";

/** Whether its tests run: not where Python has no module of that name; always in CI. */
export const hasOptuna: boolean = isRequired(python) && await isInstalled();

async function isInstalled(): Promise<boolean> {
  if (Deno.env.get("CI")) return true;
  const find = "from importlib.util import find_spec; print(find_spec('optuna') is not None)";
  return await outputOf(python, ["-c", find]) === "True";
}

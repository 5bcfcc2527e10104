/**
 * Programs in Python that read what is written for them: `pip install optuna==5.0.0
 * optuna-dashboard==0.21.0 tensorboard==2.21.0`.
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

/** Whether Optuna's tests run. */
export const hasOptuna: boolean = await hasModule("optuna");

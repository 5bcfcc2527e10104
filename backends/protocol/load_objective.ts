/** Imports an objective by its reference. @module */
import type { ObjectiveFunction, ObjectiveReference } from "../objective/objective.ts";

/**
 * Imports the objective that a reference names.
 *
 * @throws {TypeError} If the module does not export a function of that name.
 */
export async function loadObjective(
  { moduleUrl, exportName }: ObjectiveReference,
): Promise<ObjectiveFunction> {
  const module: Record<string, unknown> = await import(moduleUrl);
  const fun = module[exportName];
  if (isFunction(fun)) return fun;
  const names = Object.keys(module).join(", ") || "none";
  throw new TypeError(
    `the module must export a function '${exportName}': its exports are ${names}`,
  );
}

function isFunction(value: unknown): value is ObjectiveFunction {
  return typeof value === "function";
}

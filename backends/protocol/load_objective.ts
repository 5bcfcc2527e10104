/** Imports an objective by its reference. @module */
import { shorten } from "../../spot/core/options/options.ts";
import type { ObjectiveFunction, ObjectiveReference } from "../../spot/core/objective/objective.ts";

/**
 * Imports the objective that a reference names.
 *
 * @throws {TypeError} If the module does not export a function of that name.
 */
export async function loadObjective(
  { moduleUrl, exportName }: ObjectiveReference,
): Promise<ObjectiveFunction> {
  const module = await importModule(moduleUrl);
  const fun = module[exportName];
  if (isFunction(fun)) return fun;
  const names = shorten(Object.keys(module).join(", ")) || "none";
  throw new TypeError(
    `Cannot import the objective of ${shorten(moduleUrl)} as the module must export a function ` +
      `'${exportName}': its exports are ${names}`,
  );
}

async function importModule(moduleUrl: string): Promise<Record<string, unknown>> {
  try {
    return await import(moduleUrl);
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new Error(`Cannot import the objective of ${shorten(moduleUrl)}: ${why}`, { cause });
  }
}

function isFunction(value: unknown): value is ObjectiveFunction {
  return typeof value === "function";
}

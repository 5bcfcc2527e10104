/** Budgets on the command line: `epochs:1:27:3`. @module */
import { Fault, type Kind } from "../../core/options/options.ts";
import { readDecimal } from "../../core/options/kinds.ts";
import { parsePlaceholders } from "../../command/placeholders.ts";
import { type FidelityOptions, resolveFidelity } from "../../fidelity/fidelity_control.ts";

const rule = "name:lower:upper or name:lower:upper:eta with upper at least lower * eta " +
  "(3 unless given), such as epochs:1:27:3";

/** The name of a budget, its smallest and its largest value, and the factor between neighbours. */
export const budgetRange: Kind<FidelityOptions> = {
  rule,
  textRule: rule,
  parse: (text) => readBudgets(text) ?? text,
  check: (value) => typeof value === "object" ? value as FidelityOptions : new Fault(rule, value),
};

function readBudgets(text: string): FidelityOptions | undefined {
  const [, name, numbers] = /^\s*(.*?[^:\s])\s*:((?:[^:]+:){1,2}[^:]+)$/s.exec(text) ?? [];
  if (name === undefined) return undefined;
  const [lower, upper, eta] = numbers.split(":").map((part) => readDecimal(part.trim()) ?? NaN);
  const options = { name, lower, upper, ...(eta !== undefined && { eta }) };
  try {
    resolveFidelity("read budgets", options);
    return options;
  } catch {
    return undefined;
  }
}

/** What the user is told of a program whose arguments do not name its budget. */
export function budgetNotice(
  program: readonly string[],
  { name = "SPOT_BUDGET" }: FidelityOptions,
): string | undefined {
  const parts = program.flatMap((word) => parsePlaceholders(word) ?? []);
  const isNamed = parts.some((part) =>
    typeof part === "object" && (part.name === name || part.name === "SPOT_BUDGET")
  );
  if (isNamed) return undefined;
  return `No argument has {${name}}: the program must read its budget from the environment variable SPOT_BUDGET`;
}

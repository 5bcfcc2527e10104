/** Checks of all variables together. @module */
import { checkNames, checkVariable } from "./check_variables.ts";
import { checkConditions, fixImpossible } from "./conditions.ts";
import { isFixed, type Variable } from "./variable.ts";

/** Checks whole variables, as they stand when a run begins. */
export function checkVariables(action: string, variables: readonly Variable[]): void {
  checkNames(action, variables.map(({ name }) => name));
  for (const variable of variables) {
    checkVariable(`${action} with variable '${variable.name}'`, variable);
  }
  checkConditions(action, variables);
  if (fixImpossible(variables).every(isFixed)) {
    throw new RangeError(`Cannot ${action} as every variable is fixed: nothing is left to search`);
  }
}

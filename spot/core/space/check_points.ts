import { obeysRule, ruleText } from "../options/kinds.ts";
import { show } from "../options/options.ts";
import type { Domain } from "./domain.ts";
import { isDiscrete, type SearchSpace } from "./search_space.ts";

/**
 * Checks design points against the domain, and copies them, each as the one point of its configuration.
 *
 * @param X Rows of one value per free variable, in search units; a factor's is a level's index.
 * @returns A copy of X, inactive coordinates at their fixed value.
 * @throws {TypeError} If X is no array of arrays of numbers.
 * @throws {RangeError} If a row has another length, a value lies outside its variable, or the space's
 * own constraint does not allow a point.
 */
export function checkPoints(action: string, X: unknown, domain: Domain): number[][] {
  if (!Array.isArray(X)) {
    throw new TypeError(
      `Cannot ${action} as X must be an array of rows: current value is ${show(X)}`,
    );
  }
  return Array.from(X, (row, i) => {
    const x = domain.canonical(checkPoint(action, i, row, domain.space));
    if (domain.isAllowed(x)) return x;
    throw new RangeError(
      `Cannot ${action} as row ${i} of X must satisfy the space's constraint: current value is ${
        show(row)
      }`,
    );
  });
}

function checkPoint(action: string, i: number, row: unknown, space: SearchSpace): number[] {
  if (!Array.isArray(row)) {
    throw new TypeError(
      `Cannot ${action} as row ${i} of X must be an array of numbers: current value is ${
        show(row)
      }`,
    );
  }
  if (row.length !== space.length) {
    const names = space.map(({ name }) => name).join(", ");
    throw new RangeError(
      `Cannot ${action} as row ${i} of X must have ${space.length} values (${names}): current value has ${row.length}`,
    );
  }
  return space.map((variable, column) => {
    const value: unknown = row[column];
    const rule = { min: variable.lower, max: variable.upper, integer: isDiscrete(variable) };
    const why = `Cannot ${action} as '${variable.name}' in row ${i} of X must be ${
      ruleText(rule)
    }: current value is ${show(value)}`;
    if (typeof value !== "number" || Number.isNaN(value)) throw new TypeError(why);
    if (!obeysRule(value, rule)) throw new RangeError(why);
    return value;
  });
}

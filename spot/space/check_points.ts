import { show } from "../options/options.ts";
import { isDiscrete, type SearchSpace } from "./search_space.ts";

/**
 * Checks design points against the search space, and copies them.
 *
 * @param X Rows of one value per free variable, in search units; a factor's is a level's index.
 * @returns A copy of X.
 * @throws {TypeError} If X is no array of arrays of numbers.
 * @throws {RangeError} If a row has another length, or a value lies outside its variable.
 */
export function checkPoints(action: string, X: unknown, space: SearchSpace): number[][] {
  if (!Array.isArray(X)) {
    throw new TypeError(
      `Cannot ${action} as X must be an array of rows: current value is ${show(X)}`,
    );
  }
  return Array.from(X, (row, i) => checkPoint(action, i, row, space));
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
    const where = `${action} as '${variable.name}' in row ${i} of X must be`;
    if (typeof value !== "number" || Number.isNaN(value)) {
      throw new TypeError(`Cannot ${where} a number: current value is ${show(value)}`);
    }
    const { lower, upper } = variable;
    if (value < lower || value > upper) {
      throw new RangeError(
        `Cannot ${where} from ${lower} to ${upper}: current value is ${show(value)}`,
      );
    }
    if (isDiscrete(variable) && !Number.isInteger(value)) {
      throw new RangeError(`Cannot ${where} an integer: current value is ${value}`);
    }
    return value;
  });
}

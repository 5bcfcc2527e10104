import type { TransformName } from "../core/space/transform.ts";
import { transforms } from "../core/space/transform.ts";
import type { Variable, VariableType } from "../core/space/variable.ts";
import { checkChoice, show } from "../core/options/options.ts";
import {
  checkBounds,
  checkLevels,
  checkNames,
  variableTypes,
} from "../core/space/check_variables.ts";
import { withLevels } from "./hyperparameter_table.ts";

/** A search space given column by column. */
export interface BoundsOptions {
  /** Lower bounds in search units, k of them. */
  readonly lower: readonly number[];
  /** Upper bounds in search units, k of them. */
  readonly upper: readonly number[];
  /** Types. @default {"float" for each} */
  readonly varType?: readonly VariableType[];
  /** Names. @default {"x0", "x1", ...} */
  readonly varName?: readonly string[];
  /** Transforms. @default {"none" for each} */
  readonly varTrans?: readonly TransformName[];
  /** Levels of the factors, by the variable's name or in the order of the columns. */
  readonly levels?:
    | Readonly<Record<string, readonly string[]>>
    | readonly (readonly string[] | null | undefined)[];
}

/**
 * Makes the variables of a search space from bounds.
 *
 * @throws {TypeError | RangeError} If lengths differ, or a bound, type, name or level is wrong.
 */
export function variablesFromBounds(action: string, options: BoundsOptions): Variable[] {
  const { lower, upper } = options;
  if (!Array.isArray(lower) || lower.length === 0) {
    throw new TypeError(
      `Cannot ${action} as 'lower' must be a non-empty array of numbers: current value is ${
        show(lower)
      }`,
    );
  }
  const columns = lower.length;
  Array.from(lower, (bound, i) => {
    if (typeof bound === "number") return;
    throw new TypeError(
      `Cannot ${action} as bounds must be numbers: 'lower' ${i} is ${show(bound)}`,
    );
  });
  const checkLength = (name: string, value: unknown) =>
    checkColumns(action, { name, value, columns });
  checkLength("upper", upper);
  const types = options.varType ?? lower.map((): VariableType => "float");
  const trans = options.varTrans ?? lower.map((): TransformName => "none");
  const names = options.varName ?? lower.map((_, i) => `x${i}`);
  checkLength("varType", types);
  checkLength("varTrans", trans);
  checkLength("varName", names);
  checkNames(action, names);
  checkLevelOwners(action, options.levels, names);
  return Array.from({ length: columns }, (_, i) => {
    const where = `${action} with variable '${names[i]}'`;
    const type = checkChoice(where, "varType", types[i], variableTypes);
    const transform = checkChoice(
      where,
      "varTrans",
      trans[i],
      Object.keys(transforms) as TransformName[],
    );
    const bounds = checkBounds(where, { type, lower: lower[i], upper: upper[i] });
    const variable = { name: names[i], type, transform, ...bounds };
    const levels = levelsOf(options.levels, i, names[i]);
    if (levels !== undefined || type === "factor") return factor(where, variable, levels);
    return variable;
  });
}

function checkColumns(
  action: string,
  { name, value, columns }: { name: string; value: unknown; columns: number },
): void {
  if (Array.isArray(value) && value.length === columns) return;
  const current = Array.isArray(value) ? `an array of ${value.length}` : show(value);
  throw new TypeError(
    `Cannot ${action} as '${name}' must be an array of ${columns}, as 'lower' is: current value is ${current}`,
  );
}

function levelsOf(levels: BoundsOptions["levels"], column: number, name: string): unknown {
  if (levels === undefined) return undefined;
  if (Array.isArray(levels)) return levels[column] ?? undefined;
  return Object.hasOwn(levels, name) ? (levels as Record<string, unknown>)[name] : undefined;
}

function checkLevelOwners(
  action: string,
  levels: BoundsOptions["levels"],
  names: readonly string[],
): void {
  if (levels === undefined) return;
  if (typeof levels !== "object" || levels === null) {
    throw new TypeError(
      `Cannot ${action} as 'levels' must hold levels by name or by column: current value is ${
        show(levels)
      }`,
    );
  }
  if (Array.isArray(levels)) {
    if (levels.length <= names.length) return;
    throw new RangeError(
      `Cannot ${action} as 'levels' must have at most one entry per variable: current value has ${levels.length} for ${names.length}`,
    );
  }
  for (const name of Object.keys(levels)) {
    if (!names.includes(name)) {
      throw new RangeError(
        `Cannot ${action} as 'levels' names a variable that does not exist: '${name}'`,
      );
    }
  }
}

function factor(where: string, variable: Variable, levels: unknown): Variable {
  if (variable.type !== "factor") {
    throw new RangeError(
      `Cannot ${where} as only a factor has levels: its type is '${variable.type}'`,
    );
  }
  if (variable.transform !== "none") {
    throw new RangeError(
      `Cannot ${where} as a factor has no transform: current value is '${variable.transform}'`,
    );
  }
  const checked = checkLevels(where, levels);
  if (variable.lower === 0 && variable.upper === checked.length - 1) {
    return withLevels(variable, checked);
  }
  throw new RangeError(
    `Cannot ${where} as a factor of ${checked.length} levels has the bounds 0 and ${
      checked.length - 1
    }: current value is [${variable.lower}, ${variable.upper}]`,
  );
}

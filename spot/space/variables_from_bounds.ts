import { checkValue, choice, show } from "../core/options/options.ts";
import {
  checkBounds,
  checkLevelBounds,
  checkLevels,
  checkNames,
} from "../core/space/check_variables.ts";
import { type TransformName, transformNames } from "../core/space/transform.ts";
import {
  type Level,
  type Variable,
  type VariableType,
  variableTypes,
} from "../core/space/variable.ts";

/** A search space given column by column. */
export interface BoundsOptions {
  /** Lower bounds in search units, k of them. */
  readonly lower: readonly number[];
  /** Upper bounds in search units, k of them. */
  readonly upper: readonly number[];
  /** Types; "num" is another word for "float". @default {"float" for each} */
  readonly varType?: readonly (VariableType | "num")[];
  /** Names. @default {"x0", "x1", ...} */
  readonly varName?: readonly string[];
  /** Transforms. @default {"none" for each} */
  readonly varTrans?: readonly TransformName[];
  /** Levels of factors and ordinals, by the variable's name or in the order of the columns. */
  readonly levels?:
    | Readonly<Record<string, readonly Level[]>>
    | readonly (readonly Level[] | null | undefined)[];
}

const variableType = choice([...variableTypes, "num"]);
const transformName = choice(transformNames);

/**
 * Makes the variables of a search space from bounds.
 *
 * @throws {TypeError | RangeError} If lengths differ, or a bound, type, name or level is wrong.
 */
export function variablesFromBounds(action: string, options: BoundsOptions): Variable[] {
  const { lower } = options;
  if (!Array.isArray(lower) || lower.length === 0) {
    throw new TypeError(
      `Cannot ${action} as 'lower' must be a non-empty array of numbers: current value is ${
        show(lower)
      }`,
    );
  }
  const column = <T>(name: string, values: readonly T[] | undefined, standard: (i: number) => T) =>
    checkColumn(action, {
      name,
      values: values ?? Array.from(lower, (_, i) => standard(i)),
      lower,
    });
  const upper = column("upper", options.upper, () => NaN);
  const varType = column("varType", options.varType, () => "float" as const);
  const varTrans = column("varTrans", options.varTrans, () => "none" as const);
  const names = checkNames(action, column("varName", options.varName, (i) => `x${i}`));
  checkLevelOwners(action, options.levels, names);
  return Array.from(lower, (bound, i) =>
    variableOfColumn(`${action} with variable '${names[i]}'`, {
      name: names[i],
      type: varType[i],
      transform: varTrans[i],
      ...{ lower: bound, upper: upper[i], levels: levelsOfColumn(options.levels, i, names[i]) },
    }));
}

interface Column {
  readonly name: string;
  readonly type: unknown;
  readonly transform: unknown;
  readonly lower: unknown;
  readonly upper: unknown;
  readonly levels: unknown;
}

function variableOfColumn(where: string, column: Column): Variable {
  const given = checkValue(where, "varType", column.type, variableType);
  const transform = checkValue(where, "varTrans", column.transform, transformName);
  const type = given === "num" ? "float" : given;
  const { name, lower, upper, levels } = column;
  const bounds = checkBounds(where, { type, lower, upper });
  if (type === "float" || type === "int") {
    if (levels === undefined) return { name, type, transform, ...bounds };
    throw new RangeError(
      `Cannot ${where} as only a factor or an ordinal has levels: its type is '${given}'`,
    );
  }
  if (transform === "none") {
    return { name, type, ...checkLevelBounds(where, bounds, checkLevels(where, levels)) };
  }
  throw new RangeError(
    `Cannot ${where} as levels have no transform: current value is '${transform}'`,
  );
}

function checkColumn<T>(
  action: string,
  { name, values, lower }: {
    readonly name: string;
    readonly values: readonly T[];
    readonly lower: readonly number[];
  },
): readonly T[] {
  if (Array.isArray(values) && values.length === lower.length) return values;
  const current = Array.isArray(values) ? `an array of ${values.length}` : show(values);
  throw new TypeError(
    `Cannot ${action} as '${name}' must be an array of ${lower.length}, as 'lower' is: current value is ${current}`,
  );
}

function levelsOfColumn(levels: BoundsOptions["levels"], column: number, name: string): unknown {
  if (levels === undefined) return undefined;
  if (Array.isArray(levels)) return levels[column] ?? undefined;
  return Object.hasOwn(levels, name) ? (levels as Record<string, unknown>)[name] : undefined;
}

function checkLevelOwners(
  action: string,
  levels: unknown,
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
  const stranger = Object.keys(levels).find((name) => !names.includes(name));
  if (stranger === undefined) return;
  throw new RangeError(
    `Cannot ${action} as 'levels' names a variable that does not exist: '${stranger}'`,
  );
}

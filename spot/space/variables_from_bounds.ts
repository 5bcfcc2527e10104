import {
  anything,
  choice,
  listOf,
  number,
  type OptionTable,
  show,
} from "../core/options/options.ts";
import {
  checkBounds,
  checkLevelBounds,
  checkLevels,
  checkNames,
} from "../core/space/check_variables.ts";
import {
  type Level,
  type TransformName,
  transformNames,
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

const bounds = listOf(number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE }));

/** The columns' options; that they fit together is checked by {@linkcode variablesFromBounds}. */
export const boundsTable = {
  lower: { kind: bounds },
  upper: { kind: bounds },
  varType: { kind: listOf(choice([...variableTypes, "num"])) },
  varName: { kind: listOf(anything<string>()) },
  varTrans: { kind: listOf(choice(transformNames)) },
  levels: { kind: anything() },
} satisfies OptionTable<Partial<BoundsOptions>>;

/**
 * Makes the variables of a search space from bounds.
 *
 * @param options What {@linkcode boundsTable} lets pass.
 * @throws {TypeError | RangeError} If lengths differ, or a bound, type, name or level is wrong.
 */
export function variablesFromBounds(action: string, options: BoundsOptions): Variable[] {
  const { lower, upper, levels } = options;
  const k = lower.length;
  if (k === 0) {
    throw new RangeError(
      `Cannot ${action} as 'lower' must be a non-empty array of numbers: it is empty`,
    );
  }
  const { varType = Array(k).fill("float"), varTrans = Array(k).fill("none") } = options;
  const { varName = Array.from(lower, (_, i) => `x${i}`) } = options;
  for (const [name, column] of Object.entries({ upper, varType, varTrans, varName })) {
    if (column.length === k) continue;
    throw new TypeError(
      `Cannot ${action} as '${name}' must be an array of ${k}, as 'lower' is: current value is an array of ${column.length}`,
    );
  }
  const names = checkNames(action, varName);
  checkLevelOwners(action, levels, names);
  return names.map((name, i) =>
    variableOfColumn(`${action} with variable '${name}'`, {
      name,
      type: varType[i],
      transform: varTrans[i],
      ...{ lower: lower[i], upper: upper[i], levels: levelsOfColumn(levels, i, name) },
    })
  );
}

interface Column {
  readonly name: string;
  readonly type: VariableType | "num";
  readonly transform: TransformName;
  readonly lower: number;
  readonly upper: number;
  readonly levels: unknown;
}

function variableOfColumn(
  where: string,
  { type: given, levels, transform, ...column }: Column,
): Variable {
  const type = given === "num" ? "float" : given;
  const { name } = column;
  const bounds = checkBounds(where, { type, ...column });
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

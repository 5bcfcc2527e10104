/**
 * Options from a table: names, kinds and defaults stand in one place, which the compiler checks
 * against the options' interface.
 *
 * @module
 */
import { Fault, type Kind, number, type NumberRule } from "./kinds.ts";
import { suggestion } from "./nearest_name.ts";
import { clip, show } from "./show.ts";

/** An option that may be left out. */
export interface OptionalEntry<T> {
  readonly kind: Kind<T>;
  /** The value where none is given. @default {none: it stays undefined} */
  readonly default?: T;
}

/** An option that must be given. */
export interface RequiredEntry<T> {
  readonly kind: Kind<T>;
  readonly isRequired: true;
}

/**
 * One entry for each option of the interface O; write `satisfies OptionTable<O>`.
 *
 * @example
 * ```ts
 * import { integer } from "./kinds.ts";
 *
 * const table = {
 *   initSize: { kind: integer(0), default: 10 },
 *   repeats: { kind: integer(1), default: 1 },
 * } satisfies OptionTable<{ initSize?: number; repeats?: number }>;
 * ```
 */
export type OptionTable<O> = {
  readonly [Name in keyof O]-?: undefined extends O[Name]
    ? OptionalEntry<Exclude<O[Name], undefined>>
    : RequiredEntry<O[Name]>;
};

interface AnyEntry {
  readonly kind: Omit<Kind<unknown>, "~type">;
  readonly default?: unknown;
  readonly isRequired?: true;
}

/** Any table. */
export type AnyTable = Readonly<Record<string, AnyEntry>>;

type ValueOf<Entry> = Entry extends { readonly kind: Kind<infer T> } ? T : never;

type Given<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends
    { readonly default: unknown } | { readonly isRequired: true } ? Name : never;
}[keyof Table];

/** Options with their defaults; those that have none may be undefined. */
export type Resolved<Table> =
  & { readonly [Name in Given<Table>]: ValueOf<Table[Name]> }
  & { readonly [Name in Exclude<keyof Table, Given<Table>>]?: ValueOf<Table[Name]> };

/**
 * Checks options and fills in the defaults.
 *
 * @param action What cannot be done if an option is refused, for example "make a Spot".
 * @returns The options of the table that are given or have a default; arrays are copied.
 * @throws {TypeError} If the options are no object, one is unknown or of another type.
 * @throws {RangeError} If one breaks its rule.
 */
export function resolveOptions<Table extends AnyTable>(
  action: string,
  table: Table,
  options: object,
): Resolved<Table> {
  checkOptionNames(action, options, Object.keys(table));
  return resolveKnown(action, table, options);
}

/** As {@linkcode resolveOptions}, of an object that may hold other things, too. */
export function resolveKnown<Table extends AnyTable>(
  action: string,
  table: Table,
  options: object,
): Resolved<Table> {
  const given = options as Readonly<Record<string, unknown>>;
  const resolved: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(table)) {
    const value = given[name] === undefined ? entry.default : given[name];
    if (value === undefined && !entry.isRequired) continue;
    resolved[name] = checkValue(action, name, value, entry.kind);
  }
  return resolved as Resolved<Table>;
}

/**
 * Refuses options that nobody reads.
 *
 * @param action What cannot be done, for example "make a parallel objective".
 * @throws {TypeError} If the options are no plain object or hold a name that is not known.
 */
export function checkOptionNames(
  action: string,
  options: unknown,
  known: readonly string[],
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(
      `Cannot ${action} as options must be an object: current value is ${show(options)}`,
    );
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new TypeError(
      `Cannot ${action} as option '${clip(name)}' is unknown: ${suggestion(name, known)}`,
    );
  }
}

/**
 * Checks one value.
 *
 * @returns The value; of an array a copy.
 * @throws {TypeError | RangeError} If it is of another type, or breaks the kind's rule.
 */
export function checkValue<T>(
  action: string,
  name: string,
  value: unknown,
  kind: Pick<Kind<T>, "check">,
): T {
  const checked = kind.check(value);
  if (checked instanceof Fault) throw checked.toError(action, name);
  return checked;
}

/** Checks a number. */
export function checkNumber(
  action: string,
  name: string,
  value: unknown,
  rule: NumberRule = {},
): number {
  return checkValue(action, name, value, number(rule));
}

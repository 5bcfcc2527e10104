/** Distinct names of columns, axes and levels. @module */
import { shortenToWidth } from "./display_width.ts";
import { printable } from "./printable.ts";

/** Options of {@linkcode labelsOf}. */
export interface LabelOptions {
  /** The most columns of a terminal that a label takes, but for the number that tells it apart. */
  readonly most: number;
  /** Names that are taken: a variable of such a name is called `y (variable)`. */
  readonly own?: readonly string[];
}

/** Names as people see them: on one line, none too long, all different. */
export function labelsOf(names: readonly string[], { most, own }: LabelOptions): string[] {
  return distinctNames(names.map((name) => shortenToWidth(printable(name), most)), own);
}

/**
 * Makes names distinct: one that the table itself uses becomes `y (variable)`, one that occurs again
 * `a (2)`. All others stay as they are.
 *
 * @param names The variables' names.
 * @param own The names that the table itself uses, which stay.
 */
export function distinctNames(names: readonly string[], own: readonly string[] = []): string[] {
  const taken = new Set([...own, ...names]);
  return names.map((name, index) => {
    const clashes = own.includes(name);
    if (!clashes && names.indexOf(name) === index) return name;
    const distinct = firstFree(name, clashes, taken);
    taken.add(distinct);
    return distinct;
  });
}

/** The first of `name (2)`, `name (3)` ..., or of `name (variable)`, `name (variable 2)` ... */
function firstFree(name: string, clashes: boolean, taken: ReadonlySet<string>): string {
  if (clashes && !taken.has(`${name} (variable)`)) return `${name} (variable)`;
  const start = clashes ? `${name} (variable ` : `${name} (`;
  let number = 2;
  while (taken.has(`${start}${number})`)) number++;
  return `${start}${number})`;
}

/**
 * Which rows have which budget: asynchronous successive halving over the rows that are known.
 *
 * Notation: budgets r_0 < ... < r_K; bracket s begins at r_s; a rung holds a bracket's rows of one budget.
 *
 * @see Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht, Talwalkar (2020), "A system for
 * massively parallel hyperparameter tuning", MLSys, algorithm 2.
 *
 * @module
 */
import { paretoRanks } from "../goal/dominance.ts";
import { violationsOf } from "../goal/violations.ts";
import { budgetsOf, type FidelityControl } from "./fidelity_control.ts";

/** A submitted row, as far as it is known. */
export interface BudgetRow {
  readonly row: number;
  readonly budget: number;
  /** The row of the same point whose budget was smaller, if it was promoted. */
  readonly predecessor?: number;
  /** NaN if it failed, undefined while it is not known. */
  readonly y: number | undefined;
  /** The values to be minimised, if they are several. @default {y} */
  readonly targets?: readonly number[];
  /** One value per constraint, satisfied where it is at most 0. @default {none} */
  readonly constraints?: readonly number[];
}

/** A row to be promoted, and its next budget. */
export interface Promotion {
  readonly row: number;
  readonly budget: number;
}

/**
 * The next promotions: from the highest rung down, of a rung of n known rows those of the best
 * floor(n / eta) that are not promoted yet, best first: those that keep all constraints, and of several
 * objectives front after front.
 *
 * @param rows All submitted rows, in order.
 * @param most How many at most.
 */
export function promotions(
  rows: readonly BudgetRow[],
  control: FidelityControl,
  most: number,
): Promotion[] {
  const budgets = budgetsOf(control);
  const brackets = bracketsOf(rows, control);
  const promoted = new Set(rows.map(({ predecessor }) => predecessor));
  const found: Promotion[] = [];
  for (let rung = budgets.length - 2; rung >= 0; rung--) {
    for (let bracket = 0; bracket < control.brackets; bracket++) {
      const known = rows.filter(({ row, budget, y }) =>
        brackets[row] === bracket && budget === budgets[rung] && y !== undefined
      );
      const places = Math.floor(known.length / control.eta);
      if (places === 0) continue;
      const best = bestFirst(known.filter(({ y }) => !Number.isNaN(y)));
      for (const { row } of best.slice(0, places)) {
        if (!promoted.has(row)) found.push({ row, budget: budgets[rung + 1] });
      }
    }
  }
  return found.slice(0, most);
}

/** Rows that keep all constraints come before others, and of these the nearest to it. */
function bestFirst(rows: readonly BudgetRow[]): BudgetRow[] {
  const violations = violationsOf(rows.map(({ constraints = [] }) => constraints));
  const ranks = paretoRanks(rows.map(({ y, targets = [y!] }) => targets));
  const order = [...rows.keys()].sort((a, b) =>
    violations[a] - violations[b] || ranks[a] - ranks[b] || rows[a].row - rows[b].row
  );
  return order.map((i) => rows[i]);
}

/**
 * The first budgets of rows at new points.
 *
 * @param rows All submitted rows.
 */
export function firstBudgets(
  rows: readonly Pick<BudgetRow, "predecessor">[],
  control: FidelityControl,
  count: number,
): number[] {
  const budgets = budgetsOf(control);
  const before = rows.filter(({ predecessor }) => predecessor === undefined).length;
  return bracketOrder(control, before + count).slice(before).map((bracket) => budgets[bracket]);
}

/** The bracket of each row; that of a promoted row is its predecessor's. */
function bracketsOf(rows: readonly BudgetRow[], control: FidelityControl): number[] {
  const order = bracketOrder(control, rows.length);
  const brackets: number[] = [];
  let next = 0;
  for (const { predecessor } of rows) {
    brackets.push(predecessor === undefined ? order[next++] : brackets[predecessor]);
  }
  return brackets;
}

/**
 * The brackets of new points, in order: each next one is that which lacks most of its share. As in
 * Hyperband the shares are such that all brackets spend alike: eta^(K - s) (K + 1) / (K + 1 - s).
 */
function bracketOrder({ brackets, eta, ...control }: FidelityControl, count: number): number[] {
  const { length } = budgetsOf({ brackets, eta, ...control });
  const shares = Array.from({ length: brackets }, (_, s) => {
    let share = length / (length - s);
    for (let i = s; i < length - 1; i++) share *= eta;
    return share;
  });
  const counts = shares.map(() => 0);
  return Array.from({ length: count }, () => {
    const next = shares.reduce(
      (least, share, s) =>
        (counts[s] + 1) / share < (counts[least] + 1) / shares[least] ? s : least,
      0,
    );
    counts[next]++;
    return next;
  });
}

/**
 * How far rows are from keeping all constraints: the sum of their violations, each in units of that
 * constraint's largest one, so that none counts by its unit.
 *
 * @param C The values of the constraints, n rows, satisfied where they are at most 0; not finite where
 * a row has none.
 * @returns n numbers: 0 where all are kept, Infinity where that is not known.
 */
export function violationsOf(C: readonly (readonly number[])[]): number[] {
  const isKnown = (row: readonly number[]) => row.every(Number.isFinite);
  const most: number[] = [];
  for (const row of C.filter(isKnown)) {
    row.forEach((value, j) => most[j] = Math.max(most[j] ?? 0, value));
  }
  return C.map((row) =>
    isKnown(row)
      ? row.reduce((sum, value, j) => sum + (value > 0 ? value / most[j] : 0), 0)
      : Infinity
  );
}

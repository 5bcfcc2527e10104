/** Checks of what a surrogate is fitted to and asked about. @module */
import { show } from "../core/options/options.ts";
import type { Scale } from "../core/space/variable.ts";

/**
 * Checks a matrix of points.
 *
 * @param action What cannot be done if it is refused.
 * @param k The number of columns.
 */
export function checkPoints(
  action: string,
  X: readonly (readonly number[])[],
  k: number,
): void {
  checkArray(action, "X", X);
  for (let i = 0; i < X.length; i++) {
    const x: unknown = X[i];
    if (!Array.isArray(x)) {
      throw new TypeError(
        `Cannot ${action} as X[${i}] must be an array of numbers: current value is ${show(x)}`,
      );
    }
    if (x.length !== k) {
      throw new RangeError(
        `Cannot ${action} as X[${i}] must have ${k} entries: current number is ${x.length}`,
      );
    }
    const column = x.findIndex((value) => !Number.isFinite(value));
    if (column >= 0) {
      throw new RangeError(
        `Cannot ${action} as X[${i}][${column}] must be finite: current value is ${
          show(x[column])
        }`,
      );
    }
  }
}

/** Checks that something is an array. */
export function checkArray(
  action: string,
  name: string,
  values: unknown,
): asserts values is readonly unknown[] {
  if (Array.isArray(values)) return;
  throw new TypeError(
    `Cannot ${action} as '${name}' must be an array: current value is ${show(values)}`,
  );
}

/** Checks numbers that belong to the rows of X. */
export function checkColumn(
  action: string,
  name: string,
  values: readonly number[],
  { n, min = -Infinity }: { readonly n: number; readonly min?: number },
): void {
  checkArray(action, name, values);
  if (values.length !== n) {
    throw new RangeError(
      `Cannot ${action} as '${name}' must have one entry per row of X (${n}): current number is ${values.length}`,
    );
  }
  const row = values.findIndex((value) => !(Number.isFinite(value) && value >= min));
  if (row >= 0) {
    const rule = min === -Infinity ? "finite" : `finite and at least ${min}`;
    throw new RangeError(
      `Cannot ${action} as ${name}[${row}] must be ${rule}: current value is ${show(values[row])}`,
    );
  }
}

/** Checks that what is modelled by its logarithm has one. */
export function checkLogColumns(
  action: string,
  X: readonly (readonly number[])[],
  scales: readonly { readonly scale?: Scale }[],
): void {
  scales.forEach(({ scale }, j) => {
    const i = scale === "log" ? X.findIndex((x) => x[j] <= 0) : -1;
    if (i < 0) return;
    throw new RangeError(
      `Cannot ${action} as X[${i}][${j}] must be above 0, its variable having a log scale: current value is ${
        show(X[i][j])
      }`,
    );
  });
}

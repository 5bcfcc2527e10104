/**
 * Powers base^t of a decay rate for t = 1, 2, 3, ..., each right to the last bit.
 *
 * A bias correction 1 - beta^t cancels while t is small, so the error of a plain running product
 * would show. The product is kept as the sum hi + lo of two doubles instead.
 *
 * @see Dekker (1971), "A floating-point technique for extending the available precision".
 *
 * @module
 */

/** base^t as [hi, lo, base]; an array, so that a step allocates nothing. */
export type Power = Float64Array;

/** base^0. */
export function startPower(base: number): Power {
  return Float64Array.of(1, 0, base);
}

/** Goes on from base^t to base^(t + 1), and returns it. */
export function nextPower(power: Power): number {
  const hi = power[0];
  const base = power[2];
  const product = hi * base;
  const error = productError(hi, base, product) + power[1] * base;
  const sum = product + error;
  power[0] = sum;
  power[1] = error - (sum - product);
  return sum;
}

/** a * b - product, exactly (Dekker's splitting into halves of 26 bits). */
function productError(a: number, b: number, product: number): number {
  const bigA = a * 134217729;
  const bigB = b * 134217729;
  const aHi = bigA - (bigA - a);
  const bHi = bigB - (bigB - b);
  const aLo = a - aHi;
  const bLo = b - bHi;
  return aLo * bLo - (product - aHi * bHi - aLo * bHi - aHi * bLo);
}

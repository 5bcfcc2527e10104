import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { minimizeInBox } from "../../spot/search/bounded_quasi_newton.ts";

/** One that always computes its derivatives. */
type DifferentiableFunction = (x: Float64Array, gradient: Float64Array) => number;

const rosenbrock: DifferentiableFunction = (x, gradient) => {
  let sum = 0;
  gradient.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i + 1] - x[i] * x[i];
    const b = 1 - x[i];
    sum += 100 * a * a + b * b;
    gradient[i] += -400 * a * x[i] - 2 * b;
    gradient[i + 1] += 200 * a;
  }
  return sum;
};

const box = (k: number, lower: number, upper: number) => ({
  lower: new Array<number>(k).fill(lower),
  upper: new Array<number>(k).fill(upper),
});

for (const k of [2, 6, 10]) {
  Deno.test(`minimizeInBox() finds Rosenbrock's minimum if there are ${k} variables`, () => {
    const start = new Array<number>(k).fill(-1.2);
    const { x, value, evaluations } = minimizeInBox(rosenbrock, { start, ...box(k, -2, 2) });
    assert(value < 1e-12 && evaluations < 200);
    x.forEach((coordinate) => assertAlmostEquals(coordinate, 1, 1e-5));
  });
}

Deno.test("minimizeInBox() finds the same if derivatives that are not wanted are not computed", () => {
  const options = { start: [-1.2, 1, -1.2, 1], ...box(4, -2, 2) };
  let gradients = 0;
  const { x, evaluations } = minimizeInBox((x, gradient, isWanted) => {
    const value = rosenbrock(x, gradient);
    if (isWanted(value)) gradients++;
    else gradient.fill(NaN);
    return value;
  }, options);
  assertEquals(x, minimizeInBox(rosenbrock, options).x);
  assert(gradients < evaluations);
});

Deno.test("minimizeInBox() ends on a bound, to the bit, if the minimum lies beyond", () => {
  const { x, value } = minimizeInBox(rosenbrock, { start: [0, 0], ...box(2, -2, 0.5) });
  assertEquals(x[0], 0.5);
  assertAlmostEquals(x[1], 0.25, 1e-8);
  assertAlmostEquals(value, 0.25, 1e-12);
});

Deno.test("minimizeInBox() satisfies the conditions of a minimum if several bounds are active", () => {
  const bounds = box(6, 1.2, 3);
  const { x } = minimizeInBox(rosenbrock, { start: new Array(6).fill(2), ...bounds });
  const gradient = new Float64Array(6);
  rosenbrock(x, gradient);
  x.forEach((value, i) => {
    if (value === 1.2) assert(gradient[i] >= 0);
    else if (value === 3) assert(gradient[i] <= 0);
    else assertAlmostEquals(gradient[i], 0, 1e-4);
  });
});

Deno.test("minimizeInBox() holds a variable whose bounds are equal", () => {
  const options = { start: [0, 0], lower: [-2, 0.3], upper: [2, 0.3] };
  const { x } = minimizeInBox(rosenbrock, options);
  assertEquals(x[1], 0.3);
  const fixed = minimizeInBox(rosenbrock, { start: [9, 9], lower: [1, 2], upper: [1, 2] });
  assertEquals([...fixed.x, fixed.evaluations], [1, 2, 1]);
});

Deno.test("minimizeInBox() moves the start into the box and never leaves it", () => {
  const isInside = (x: ArrayLike<number>) =>
    Array.from(x).every((value) => value >= 0 && value <= 2);
  const { x, evaluations } = minimizeInBox((x, gradient) => {
    assert(isInside(x));
    return rosenbrock(x, gradient);
  }, { start: [-5, 9], ...box(2, 0, 2) });
  assert(isInside(x));
  assert(evaluations > 1);
});

Deno.test("minimizeInBox() shortens its steps where the function is not finite", () => {
  const { x } = minimizeInBox((x, gradient) => {
    gradient[0] = 1 - 1 / x[0];
    return x[0] > 0.5 ? x[0] - Math.log(x[0]) : NaN;
  }, { start: [9], lower: [-10], upper: [10] });
  assertAlmostEquals(x[0], 1, 1e-5);
});

Deno.test("minimizeInBox() keeps the number of evaluations and returns the best of them", () => {
  let calls = 0;
  let best = Infinity;
  const { value, evaluations } = minimizeInBox((x, gradient) => {
    calls++;
    const at = rosenbrock(x, gradient);
    best = Math.min(best, at);
    return at;
  }, { start: [-1, 1.5], ...box(2, -2, 2), maxEvaluations: 9 });
  assertEquals([calls, value], [evaluations, best]);
  assert(evaluations <= 9);
});

/** A bowl with the minimum (0.3, 0.7), in any unit. */
const bowl = (unit: number, offset: number): DifferentiableFunction => (x, gradient) => {
  gradient[0] = 2 * unit * (x[0] - 0.3);
  gradient[1] = 20 * unit * (x[1] - 0.7);
  return offset + unit * ((x[0] - 0.3) * (x[0] - 0.3) + 10 * (x[1] - 0.7) * (x[1] - 0.7));
};

Deno.test("minimizeInBox() takes the same steps, bit for bit, if the unit is another power of two", () => {
  const search = (unit: number) => {
    const scaled: DifferentiableFunction = (x, gradient) => {
      const value = unit * rosenbrock(x, gradient);
      for (let i = 0; i < gradient.length; i++) gradient[i] *= unit;
      return value;
    };
    const { x, value, evaluations } = minimizeInBox(scaled, { start: [-1, 1], ...box(2, -2, 2) });
    return { x, value: value / unit, evaluations };
  };
  const plain = search(1);
  for (const unit of [2 ** -900, 2 ** -33, 2 ** 40, 2 ** 900]) assertEquals(search(unit), plain);
});

Deno.test("minimizeInBox() finds the minimum whatever the function's unit and offset", () => {
  const options = { start: [0.9, 0.1], ...box(2, 0, 1), maxEvaluations: 50 };
  for (const [unit, offset] of [[1e-10, 0], [1e-150, 0], [1e150, 0], [1, 1e6], [1, -1e12]]) {
    const { x, evaluations } = minimizeInBox(bowl(unit, offset), options);
    // Slopes decide where values are equal but for rounding: the offset costs no digits.
    assertAlmostEquals(x[0], 0.3, 1e-9, `${unit} and ${offset}`);
    assertAlmostEquals(x[1], 0.7, 1e-9, `${unit} and ${offset}`);
    assert(evaluations < 20);
  }
});

Deno.test("minimizeInBox() finds the minimum whatever the width and place of the box", () => {
  for (const [width, offset] of [[1e-12, 0], [1e12, 0], [1e-150, 0], [1, 1e6], [1e-6, 1]]) {
    const { x } = minimizeInBox((x, gradient) => {
      const u = x.map((value) => (value - offset) / width);
      const value = bowl(1, 0)(u, gradient);
      for (let i = 0; i < 2; i++) gradient[i] /= width;
      return value;
    }, {
      start: [offset + 0.9 * width, offset + 0.1 * width],
      ...box(2, offset, offset + width),
    });
    assertAlmostEquals((x[0] - offset) / width, 0.3, 1e-8, `${width} at ${offset}`);
    assertAlmostEquals((x[1] - offset) / width, 0.7, 1e-8, `${width} at ${offset}`);
  }
});

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { diabetes } from "../../data/diabetes.ts";
import { fitLeastSquares, predictLinear } from "../../spot/cli/least_squares.ts";

// scikit-learn's example "Ordinary Least Squares" prints the coefficients of the whole diabetes
// data; Efron et al. (2004), table 1, has the same design: python3 -c "from sklearn import
// datasets, linear_model; X, y = datasets.load_diabetes(return_X_y=True); print(linear_model
// .LinearRegression().fit(X, y).coef_)"
const published = [
  -10.0098663,
  -239.81564367,
  519.84592005,
  324.3846455,
  -792.17563855,
  476.73902101,
  101.04326794,
  177.06323767,
  751.27369956,
  67.62669218,
];

Deno.test("fitLeastSquares() gives the published coefficients of the diabetes data", async () => {
  const { features, target } = await diabetes();
  const { intercept, coefficients } = fitLeastSquares(features, target);
  assertAlmostEquals(intercept, 152.13348416, 1e-7);
  published.forEach((value, j) => assertAlmostEquals(coefficients[j], value, 1e-6));
});

Deno.test("fitLeastSquares() finds an exact line", () => {
  const X = [[0, 1], [1, 0], [2, 5], [3, 3]];
  const { intercept, coefficients } = fitLeastSquares(X, X.map(([a, b]) => 4 - 2 * a + 0.5 * b));
  assertAlmostEquals(intercept, 4, 1e-12);
  assertAlmostEquals(coefficients[0], -2, 1e-12);
  assertAlmostEquals(coefficients[1], 0.5, 1e-12);
});

Deno.test("fitLeastSquares() leaves out features that others determine, and constant ones", () => {
  const X = [[1, 2, 7], [2, 4, 7], [3, 6, 7], [5, 10, 7]];
  const y = [3, 5, 7, 11];
  const model = fitLeastSquares(X, y);
  assertEquals(model.coefficients.slice(1), [0, 0]);
  predictLinear(model, X).forEach((value, i) => assertAlmostEquals(value, y[i], 1e-10));
});

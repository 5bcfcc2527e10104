import { createStream } from "../../spot/core/random/stream.ts";

/** A bowl with bumps of a length that only few pairs of points are near enough to see. */
export function bumpy(n: number) {
  const random = createStream("bumps");
  const X = Array.from({ length: n }, (_, i) =>
    i % 3 === 0 ? [random(), random()] : [
      0.4 + 0.1 * random(),
      0.6 + 0.1 * random(),
    ]);
  const y = X.map((x) =>
    x.reduce((sum, v) => sum + (v - 0.5) ** 2 + 0.1 * Math.cos(2 * Math.PI * 20 * v), 0)
  );
  return { X, y };
}

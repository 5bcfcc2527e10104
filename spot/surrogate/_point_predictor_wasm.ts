/** The products of _point_predictor.ts, two numbers at a time: the same bits. @module */
import {
  add,
  advance,
  at,
  firsts,
  ints,
  kernel,
  loadBoth,
  loadPair,
  loop,
  mul,
  pairs,
  seconds,
  set,
  store,
  type Variable,
} from "../core/wasm/assembler.ts";

const FOUR = [0, 1, 2, 3] as const;

/** rows[r] = the place of V's row j + r at the diagonal's column j. */
const setRows = (
  rows: readonly Variable<"int">[],
  { v, size, j }: Readonly<Record<"v" | "size" | "j", Variable<"int">>>,
) => rows.map((row, r) => set(row, r === 0 ? at(v, mul(j, add(size, 1))) : at(rows[r - 1], size)));

/** z += V' psi. */
const multiplyTransposed = kernel(
  { v: "int", size: "int", psi: "int", z: "int" },
  ({ v, size, psi, z }) => {
    const [j, i, to] = ints(3);
    const [rows, factors] = [ints(4), pairs(4)];
    return [
      loop(j, 0, size, 4, [
        ...setRows(rows, { v, size, j }),
        ...factors.map((factor, r) => set(factor, loadBoth(at(psi, j), r))),
        set(to, at(z, j)),
        loop(i, j, size, 2, [
          store(
            to,
            add(loadPair(to), add(...FOUR.map((r) => mul(factors[r], loadPair(rows[r]))))),
          ),
          ...[to, ...rows].map((place) => advance(place, 2)),
        ]),
      ]),
    ];
  },
);

/** out = V z. */
const multiplyUpper = kernel(
  { v: "int", size: "int", z: "int", out: "int" },
  ({ v, size, z, out }) => {
    const [j, i, from] = ints(3);
    const [rows, sums, [even, odd]] = [ints(4), pairs(2), pairs(2)];
    return [
      loop(j, 0, size, 4, [
        ...setRows(rows, { v, size, j }),
        ...[set(from, at(z, j)), ...sums.map((sum) => set(sum, 0))],
        loop(i, j, size, 2, [
          ...sums.flatMap((sum, half) => {
            const [upper, lower] = [loadPair(rows[2 * half]), loadPair(rows[2 * half + 1])];
            return [
              ...[set(even, firsts(upper, lower)), set(odd, seconds(upper, lower))],
              set(sum, add(sum, mul(even, loadBoth(from, 0)), mul(odd, loadBoth(from, 1)))),
            ];
          }),
          ...[from, ...rows].map((place) => advance(place, 2)),
        ]),
        ...sums.map((sum, half) => store(at(out, j), sum, 2 * half)),
      ]),
    ];
  },
);

export const predictorKernels = { multiplyTransposed, multiplyUpper };

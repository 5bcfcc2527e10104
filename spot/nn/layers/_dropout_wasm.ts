/** The loop of dropout.ts over features, two rows at a time: the same bits. @module */
import {
  addWords,
  advance,
  choose,
  firsts,
  lessWords,
  loadTwo,
  type Local,
  locals,
  loop,
  mul,
  mulWords,
  routine,
  set,
  shiftDown,
  splat,
  splatWord,
  store,
  words,
  xor,
} from "../../core/wasm/assembler.ts";
import { overRows, setPlaces } from "./_rows_wasm.ts";
import { INCREMENT, MULTIPLIERS } from "./dropout.ts";

const dropout = routine(
  {
    ...{ work: "i32", stride: "i32", n: "i32", width: "i32", output: "i32", slope: "i32" } as const,
    ...{ key: "i32", threshold: "i32", factor: "f64" } as const,
  },
  ({ work, stride, n, width, output, slope, key, threshold, factor }) => {
    const [f] = locals("i32");
    const [start, counter, bits, factors] = locals("f64x2", 4);
    return [
      setPlaces(work, [output, slope]),
      set(start, addWords(splatWord(key), firsts(words(0), words(INCREMENT)))),
      loop(f, 0, width, 1, [
        set(counter, start),
        overRows(n, [output, slope], (output, slope) => [
          set(bits, counter),
          mix(bits),
          set(
            factors,
            choose(lessWords(shiftDown(bits, 1), splatWord(threshold)), 0, splat(factor)),
          ),
          [output, slope].map((place) => store(place, mul(loadTwo(place), factors))),
          set(counter, addWords(counter, words(2 * INCREMENT))),
        ]),
        set(start, addWords(start, mulWords(splatWord(n), words(INCREMENT)))),
        [output, slope].map((place) => advance(place, stride)),
      ]),
    ];
  },
);

/** Mixes the words in place. */
function mix(bits: Local<"f64x2">) {
  return [
    set(bits, mulWords(xor(bits, shiftDown(bits, 16)), words(MULTIPLIERS[0]))),
    set(bits, mulWords(xor(bits, shiftDown(bits, 13)), words(MULTIPLIERS[1]))),
    set(bits, xor(bits, shiftDown(bits, 16))),
  ];
}

export const dropoutRoutines = { dropout };

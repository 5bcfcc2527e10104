/** The loop of dropout.ts over features, two rows at a time: the same bits. @module */
import {
  add,
  addWords,
  advance,
  choose,
  div,
  firsts,
  lessWords,
  load,
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
  sub,
  toInteger,
  words,
  xor,
} from "../../core/wasm/assembler.ts";
import { arenaTypes, overRows, setPlaces } from "./_rows_wasm.ts";
import { INCREMENT, MULTIPLIERS, THRESHOLD_UNIT } from "./dropout.ts";

const dropout = routine(
  {
    ...arenaTypes,
    ...{ width: "i32", output: "i32", slope: "i32", layer: "i32", drawing: "i32" } as const,
  },
  ({ work, stride, n, width, output, slope, layer, drawing }) => {
    const [f] = locals("i32");
    const [start, counter, bits, threshold, factor, factors] = locals("f64x2", 6);
    return [
      setPlaces(work, [output, slope, drawing]),
      set(threshold, splatWord(toInteger(mul(load(drawing, 1), THRESHOLD_UNIT)))),
      set(factor, splat(div(1, sub(1, load(drawing, 1))))),
      set(start, splatWord(add(toInteger(load(drawing)), layer))),
      mix(start),
      set(start, addWords(start, firsts(words(0), words(INCREMENT)))),
      loop(f, 0, width, 1, [
        set(counter, start),
        overRows(n, [output, slope], (output, slope) => [
          set(bits, counter),
          mix(bits),
          set(
            factors,
            choose(lessWords(shiftDown(bits, 1), threshold), 0, factor),
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

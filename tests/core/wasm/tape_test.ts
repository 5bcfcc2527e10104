import { assertEquals, assertThrows } from "@std/assert";
import { player } from "../../../spot/core/wasm/_tape_wasm.ts";
import { add, at, load, mul, routine, store } from "../../../spot/core/wasm/assembler.ts";
import {
  createLinearMemory,
  type Exports,
  routinesAt,
} from "../../../spot/core/wasm/linear_memory.ts";
import { assemble } from "../../../spot/core/wasm/module_bytes.ts";
import { createRecorder, Tape, tapeSize } from "../../../spot/core/wasm/tape.ts";

const given = { x: "i32" } as const;

/** x_i += x_j, and x_i *= x_i. */
const routines = {
  addTo: routine(
    { ...given, i: "i32", j: "i32" },
    ({ x, i, j }) => store(at(x, i), add(load(at(x, i)), load(at(x, j)))),
  ),
  square: routine({ ...given, i: "i32" }, ({ x, i }) => {
    const number = load(at(x, i));
    return store(at(x, i), mul(number, number));
  }),
};
const create = () =>
  createLinearMemory(() => assemble({ ...routines, play: player(routines, given) }));

const names = ["addTo", "square"] as const;

function someCalls({ addTo, square }: Exports<typeof names[number]>, x: number): void {
  addTo(x, 0, 1);
  square(x, 0);
  addTo(x, 2, 0);
  addTo(x, 0, 2);
}

Deno.test("play() makes the calls that were recorded, on the array that it is given", () => {
  const recorder = createRecorder(names, 1);
  recorder.routines.square(NaN, 7);
  recorder.takeTape();
  someCalls(recorder.routines, NaN);
  const words = recorder.takeTape();
  const [tapeArray, a, b] = create().arrays([tapeSize(words), 3, 3]);
  const tape = new Tape(words, tapeArray);
  for (const x of [a, b]) x.set([1, 2, 3]);
  tape.play(a.byteOffset);
  tape.play(a.byteOffset);
  tape.play(b.byteOffset);
  const expected = [1, 2, 3];
  const [once] = create().arrays([3]);
  once.set(expected);
  someCalls(routinesAt(once)!, once.byteOffset);
  assertEquals([...b], [...once]);
  someCalls(routinesAt(once)!, once.byteOffset);
  assertEquals([...a], [...once]);
  assertEquals([...b], [21, 2, 12]);
});

Deno.test("play() makes no call if none was recorded", () => {
  const words = createRecorder(names, 1).takeTape();
  const [tapeArray, x] = create().arrays([tapeSize(words), 2]);
  x.set([1, 2]);
  new Tape(words, tapeArray).play(x.byteOffset);
  assertEquals([...x], [1, 2]);
});

Deno.test("play() throws if the tape is not where routines compute", () => {
  const tape = new Tape([0, 1, 2], new Float64Array(2));
  assertThrows(() => tape.play(0), Error, "no routines at its array");
});

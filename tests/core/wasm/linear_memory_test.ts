import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { add, at, load, routine, store } from "../../../spot/core/wasm/assembler.ts";
import {
  arraysBeside,
  createLinearMemory,
  placesOf,
  routinesAt,
} from "../../../spot/core/wasm/linear_memory.ts";
import { assemble } from "../../../spot/core/wasm/module_bytes.ts";

/** x_i += the first constant. */
const routines = {
  raise: routine(
    { x: "i32", i: "i32" },
    ({ x, i }) => store(at(x, i), add(load(at(x, i)), load(0))),
  ),
};
const create = () => createLinearMemory(() => assemble(routines), [0.5]);

Deno.test("arrays() of one call are in one memory, apart from each other, and begin with zeros", () => {
  const [a, b] = create().arrays([3, 5]);
  assertStrictEquals(a.buffer, b.buffer);
  assertEquals([a.length, b.length], [3, 5]);
  routinesAt(a, b)?.raise(...placesOf([b]), 4);
  assertEquals([[...a], [...b]], [[0, 0, 0], [0, 0, 0, 0, 0.5]]);
});

Deno.test("routinesAt() finds nothing if an array is elsewhere", () => {
  const [a] = create().arrays([3]);
  const [b] = create().arrays([3]);
  assert(routinesAt(a) !== undefined);
  assertEquals([routinesAt(a, b), routinesAt(a, new Float64Array(3))], [undefined, undefined]);
});

Deno.test("arraysBeside() makes zeros in the room that was left, then ordinary arrays", () => {
  const [a] = create().arrays([3], [8000, 500]);
  const [b, c] = arraysBeside(a, [8000, 500]);
  const [d] = arraysBeside(a, [8000]);
  assertEquals([a, b, c, d].map(({ length }) => length), [3, 8000, 500, 8000]);
  assert(routinesAt(a, b, c) !== undefined && routinesAt(a, d) === undefined);
  routinesAt(a)?.raise(...placesOf([b]), 7999);
  assertEquals([a[2], b[0], b[7999], c[0], d[0]], [0, 0, 0.5, 0, 0]);
  assertEquals(arraysBeside(new Float64Array(2), [1]), [new Float64Array(1)]);
});

Deno.test("arrays() share a memory if they are small, and each keeps the room beside it", () => {
  const { arrays } = create();
  const all = Array.from({ length: 100 }, () => arrays([300], [500]));
  assertEquals(new Set(all.map(([{ buffer }]) => buffer)).size, 1);
  const pairs = all.map(([a], i) => [a.fill(i), arraysBeside(a, [500])[0].fill(-i)]);
  pairs.forEach(([a, b], i) => {
    assert(routinesAt(a, b) !== undefined);
    assert(a.every((value) => value === i) && b.every((value) => value === -i));
    assertEquals(routinesAt(arraysBeside(a, [1])[0]), undefined);
  });
  const [large] = arrays([200_000]);
  assert(routinesAt(large) !== undefined && large.buffer !== all[0][0].buffer);
  assertStrictEquals(arrays([300])[0].buffer, all[0][0].buffer);
});

Deno.test("arrays() are ordinary ones if places do not reach so far", () => {
  // The length is refused where an ordinary array is made.
  assertThrows(() => create().arrays([2 ** 60]), RangeError, "length");
});

Deno.test("scope() uses memory again after its end, also if it throws", () => {
  const { arrays, scope } = create();
  const first = scope(() => arrays([10]));
  assertThrows(
    () =>
      scope(() => {
        arrays([10]);
        throw new Error("stop");
      }),
    Error,
    "stop",
  );
  const [[second], inner] = scope(() => [arrays([10]), scope(() => arrays([10]))]);
  const places = (array: Float64Array) => [array.buffer, array.byteOffset];
  assertEquals(places(second), places(first[0]));
  assert(inner[0].byteOffset > second.byteOffset);
});

Deno.test("scope() leaves arrays as they are if it needs a larger memory", () => {
  const { arrays, scope } = create();
  scope(() => {
    const [small] = arrays([10]);
    small.fill(7);
    const [large] = arrays([1_000_000]);
    large.fill(1);
    assert(small.buffer !== large.buffer);
    assertEquals(small, new Float64Array(10).fill(7));
    scope(() => arrays([20])[0].fill(2));
    assertEquals(large.findIndex((value) => value !== 1), -1);
  });
  const [again] = scope(() => arrays([1_000_000]));
  assertEquals([again[0], again[999_999]], [1, 1]);
});

Deno.test("arrays() are ordinary ones if there is no WebAssembly", () => {
  const { WebAssembly } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, "WebAssembly");
    const memory = create();
    const [a, b] = memory.scope(() => memory.arrays([3, 0]));
    assertEquals([a, b], [new Float64Array(3), new Float64Array(0)]);
    assertEquals(routinesAt(a), undefined);
  } finally {
    Object.assign(globalThis, { WebAssembly });
  }
});

Deno.test("arrays() are ordinary ones if the engine does not know the instructions", () => {
  const unknown = createLinearMemory(() =>
    assemble({
      unknown: () => ({ parameters: "", results: "", locals: "", code: "\xfd\xff\x7f" }),
    })
  );
  assertEquals(routinesAt(unknown.arrays([1])[0]), undefined);
  assertEquals(routinesAt(unknown.scope(() => unknown.arrays([1]))[0]), undefined);
});

Deno.test("arrays() are ordinary ones if memory is refused", () => {
  const { Memory } = WebAssembly;
  try {
    WebAssembly.Memory = function () {
      throw new RangeError("no memory");
    } as unknown as typeof Memory;
    assertEquals(routinesAt(create().arrays([1])[0]), undefined);
  } finally {
    WebAssembly.Memory = Memory;
  }
});

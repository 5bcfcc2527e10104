import { assertEquals, assertThrows } from "@std/assert";
import {
  abs,
  add,
  addBits,
  addWords,
  advance,
  and,
  at,
  type Body,
  choose,
  constant,
  div,
  equal,
  type Expression,
  first,
  firstBits,
  firsts,
  gather,
  giveBack,
  haveBits,
  less,
  lessBits,
  lessWords,
  load,
  loadFirst,
  loadSplat,
  loadTwo,
  loadWord,
  locals,
  loop,
  max,
  mul,
  mulWords,
  neg,
  routine,
  second,
  secondBits,
  seconds,
  set,
  shiftDown,
  shiftUp,
  splat,
  splatWord,
  sqrt,
  store,
  sub,
  toDouble,
  toInteger,
  when,
  words,
  xor,
} from "../../../spot/core/wasm/assembler.ts";
import { assemble, type Routine } from "../../../spot/core/wasm/module_bytes.ts";

function instantiate(routines: Record<string, Routine>, constants: readonly number[] = []) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  new Float64Array(memory.buffer).set(constants);
  const module = new WebAssembly.Module(assemble(routines));
  const { exports } = new WebAssembly.Instance(module, { memory: { memory } });
  const call = (name: string, ...operands: number[]): unknown =>
    (exports[name] as (...operands: number[]) => unknown)(...operands);
  return { numbers: new Float64Array(memory.buffer), call };
}

/** What an expression of the numbers at 0, 1, 2 and 3 is, its first lane and its second. */
function valueOf(make: (x: Expression<"f64x2">, y: Expression<"f64x2">) => Expression<"f64x2">) {
  const write = routine({}, () => store(0, make(loadTwo(0), loadTwo(0, 2)), 4));
  const { numbers, call } = instantiate({ write }, [-9, 4, 2.5, 3]);
  call("write");
  return [...numbers.subarray(4, 6)];
}

/** A word as the number that it is. */
const wordOf = (word: Expression<"f64x2">) => splat(toDouble(firstBits(word)));

const operations = {
  add: [valueOf((x, y) => add(x, y)), [-6.5, 7]],
  sub: [valueOf((x, y) => sub(x, y, 1)), [-12.5, 0]],
  mul: [valueOf((x, y) => mul(2, x, y)), [-45, 24]],
  div: [valueOf((x, y) => div(x, y)), [-9 / 2.5, 4 / 3]],
  divOfIntegers: [valueOf(() => splat(toDouble(div(constant("i32", 23), 4)))), [5, 5]],
  abs: [valueOf(abs), [9, 4]],
  neg: [valueOf(neg), [9, -4]],
  sqrt: [valueOf((x) => sqrt(abs(x))), [3, 2]],
  firsts: [valueOf(firsts), [-9, 2.5]],
  seconds: [valueOf(seconds), [4, 3]],
  lessBits: [valueOf((x, y) => and(y, lessBits(x, y))), [2.5, 0]],
  first: [valueOf((x) => splat(first(x))), [-9, -9]],
  second: [valueOf((x) => splat(second(x))), [4, 4]],
  addBits: [valueOf((x) => addBits(x, constant("f64x2", 2 ** -1022))), [-18, 8]],
  loadSplat: [valueOf(() => loadSplat(8)), [4, 4]],
  gather: [valueOf(() => gather(constant("i32", 8), constant("i32", 16), 1)), [2.5, 3]],
  max: [valueOf((x, y) => max(x, y)), [2.5, 4]],
  xor: [valueOf((x) => xor(x, constant("f64x2", -0))), [9, -4]],
  choose: [valueOf((x, y) => choose(lessBits(x, 0), 7, y)), [7, 3]],
  haveBits: [
    valueOf((x, y) => {
      const one = splat(toDouble(haveBits(lessBits(x, y))));
      return sub(one, splat(toDouble(haveBits(lessBits(x, 5)))));
    }),
    [-1, -1],
  ],
  equal: [
    valueOf(() => {
      const [one, two] = [1, 2].map((i) => constant("i32", i));
      return splat(sub(toDouble(equal(two, 2)), toDouble(equal(one, 2))));
    }),
    [1, 1],
  ],
  toInteger: [valueOf((x) => splat(toDouble(toInteger(sub(first(x), 0.75))))), [-9, -9]],
  loadWord: [valueOf(() => splat(toDouble(loadWord(8, 1)))), [0x40100000, 0x40100000]],
  toDouble: [valueOf(() => splat(toDouble(constant("i32", -3)))), [-3, -3]],
  loadFirst: [valueOf(() => loadFirst(16)), [2.5, 0]],
  addWords: [valueOf(() => wordOf(addWords(words(0xffffffff), words(3)))), [2, 2]],
  mulWords: [valueOf(() => wordOf(mulWords(words(0x10001), words(0x10003)))), [0x40003, 0x40003]],
  lessWords: [valueOf((x) => and(x, lessWords(words(2), words(3)))), [-9, 4]],
  splatWord: [valueOf(() => wordOf(splatWord(constant("i32", 5)))), [5, 5]],
  constant: [valueOf(() => constant("f64x2", -0)), [-0, -0]],
} as const;

for (const [name, [value, expected]] of Object.entries(operations)) {
  Deno.test(`${name}() does with each double what its name says`, () => {
    assertEquals(value, [...expected]);
  });
}

Deno.test("shiftUp() and shiftDown() move the bits of each double, whose lower ones are integers", () => {
  const moved = routine({ which: "i32" }, ({ which }) => {
    const bits = shiftUp(shiftDown(loadTwo(0), 52), 4);
    return [when(which, giveBack(secondBits(bits)), giveBack(firstBits(bits)))];
  }, { result: "i32" });
  const { call } = instantiate({ moved }, [1, 4]);
  assertEquals([call("moved", 0), call("moved", 1)], [1023 * 16, 1025 * 16]);
});

const axpy = routine({ z: "i32", a: "f64", x: "i32", n: "i32" }, ({ z, a, x, n }) => {
  const [i] = locals("i32");
  return [
    loop(i, 0, n, 2, [
      store(at(z, i), add(loadTwo(at(z, i)), mul(splat(a), loadTwo(at(x, i))))),
    ]),
  ];
});

Deno.test("routine() does what its plain loop does", () => {
  const { numbers, call } = instantiate({ axpy });
  numbers.set([0.1, 0.2, 0.3, 0.4], 2);
  numbers.set([10, 20, 30, 40], 8);
  call("axpy", 16, 0.7, 64, 4);
  const expected = [0.1 + 0.7 * 10, 0.2 + 0.7 * 20, 0.3 + 0.7 * 30, 0.4 + 0.7 * 40];
  assertEquals([...numbers.subarray(2, 6)], expected);
});

Deno.test("loop() has no turn if there is nothing left at its beginning", () => {
  const turns = routine({ from: "i32", to: "i32" }, ({ from, to }) => {
    const [i, count] = locals("i32", 2);
    return [loop(i, from, to, 3, set(count, add(count, 1))), giveBack(count)];
  }, { result: "i32" });
  const { call } = instantiate({ turns });
  const counts = [[0, 0], [5, 2], [0, 1], [0, 3], [0, 4], [-7, -1]];
  assertEquals(counts.map(([from, to]) => call("turns", from, to)), [0, 0, 1, 1, 2, 2]);
});

Deno.test("loop() takes steps that are known at run time", () => {
  const turns = routine({ to: "i32", step: "i32" }, ({ to, step }) => {
    const [i, count] = locals("i32", 2);
    return [loop(i, 0, to, step, set(count, add(count, 1))), giveBack(count)];
  }, { result: "i32" });
  const { call } = instantiate({ turns });
  assertEquals([[7, 2], [8, 4], [3, 5]].map(([to, step]) => call("turns", to, step)), [4, 2, 1]);
});

Deno.test("when() does one of two things, which may be nested", () => {
  const sign = routine({ x: "f64" }, ({ x }) => {
    const nothing: Body = [];
    return [
      when(less(x, 0), giveBack(-1), when(less(0, x), [[giveBack(1)]], nothing)),
      giveBack(0),
    ];
  }, { result: "i32" });
  const { call } = instantiate({ sign });
  assertEquals([-2, 0, 3, NaN].map((x) => call("sign", x)), [-1, 0, 1, 0]);
});

Deno.test("advance() and load() count in doubles", () => {
  const copy = routine({ place: "i32", by: "i32" }, ({ place, by }) => [
    advance(place, by),
    store(place, add(load(place), div(load(place, 1), 4)), 2),
  ]);
  const { numbers, call } = instantiate({ copy }, [1, 2, 3]);
  call("copy", 0, 1);
  assertEquals(numbers[3], 2.75);
});

Deno.test("routine() numbers many locals", () => {
  const many = routine({ x: "f64" }, ({ x }) => {
    const sums = locals("f64", 200);
    return [
      sums.map((sum, i) => set(sum, i === 0 ? x : add(sums[i - 1], 1))),
      store(0, sums[199]),
    ];
  });
  const { numbers, call } = instantiate({ many });
  call("many", 0.5);
  assertEquals(numbers[0], 199.5);
});

Deno.test("operations refuse what their operands do not have", () => {
  assertThrows(() => add(1, 2), TypeError, "Cannot assemble");
  assertThrows(() => max(locals("i32")[0], 2), TypeError, "Cannot assemble");
});

import { Buffer } from "node:buffer";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describeValue } from "../../../backends/log/canonical.ts";

const describe = (value: unknown) => describeValue("data", value);
const long = <T>(value: T): T[] => Array.from({ length: 300 }, () => value);
const hole = new Array<unknown>(1);
const withKey = (key: string, value: unknown) => Object.assign([1], { [key]: value });

/** No two of them are equal, but the texts of many would be if they were joined. */
const distinct: readonly unknown[] = [
  ...[undefined, null, true, "true", 0, -0, 1, 1n, "1", "1n", NaN, "NaN", Infinity, -Infinity, ""],
  ...[[], [undefined], hole, [null], [""], [[]], {}, { a: undefined }, { a: null }, { a: "" }],
  ...[["64, 32", "16"], ["64", "32, 16"], ["64", "32", "16"], "64, 32, 16", ['a","b'], ["a", "b"]],
  ...[{ a: 1, b: 2 }, { "a:1,b": 2 }, { a: { b: 1 } }, { a: [1] }, { length: 0 }, { 0: 1 }, [1]],
  ...[/a/, /b/, /a/g, /a,/, "/a/", { source: "a" }, /"/, /\//],
  ...[new Date(0), new Date(1), new Date(NaN), "Date(0)"],
  ...[new Map(), new Set(), new Map([[1, 2]]), new Map([[2, 1]]), new Set([[1, 2]]), [[1, 2]]],
  ...[new Map([["a", { b: /x/ }]]), new Map([["a", { b: /y/ }]])],
  ...[new Float64Array([1]), new Float32Array([1]), new Int8Array([1]), new Uint8Array([1])],
  ...[new Uint8ClampedArray([1]), new BigInt64Array([1n]), new BigUint64Array([1n])],
  ...[new Float64Array([0]), new Float64Array([-0]), new Float64Array(2), new Uint8Array(2)],
  ...[new ArrayBuffer(2), new SharedArrayBuffer(2), new DataView(new ArrayBuffer(2))],
  ...["\ud800", "\ud801", "\ufffd", "\n", "\\n", withKey("columns", [1]), withKey("columns", [2])],
];

Deno.test("describeValue() tells any two values apart, short or long, alone or in others", () => {
  const within: ((value: unknown) => unknown)[] = [
    (value) => value,
    (value) => [value],
    (value) => ({ a: { b: value } }),
    (value) => new Map([[value, value]]),
    long,
  ];
  for (const place of within) {
    const texts = distinct.map((value) => describe(place(value)));
    for (const [i, text] of texts.entries()) {
      assertEquals(texts.indexOf(text), i, `${i} and ${texts.indexOf(text)}: ${text}`);
    }
  }
});

Deno.test("describeValue() gives equal values equal texts, short or long", () => {
  const bits = new Float64Array(new BigUint64Array([0xfff8_0000_0000_0001n]).buffer);
  const equal: readonly (readonly [unknown, unknown])[] = [
    [{ a: 1, b: [2] }, { b: [2], a: 1 }],
    [[1, { x: 1, y: 2 }], [1, { y: 2, x: 1 }]],
    [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    [bits, new Float64Array([NaN])],
    [[bits[0]], [NaN]],
    [Buffer.from([1, 2]), new Uint8Array([1, 2])],
    [new Float64Array([9, 1, 2]).subarray(1), new Float64Array([1, 2])],
  ];
  for (const [a, b] of equal) {
    assertEquals(describe(a), describe(b));
    assertEquals(describe(long(a)), describe(long(b)));
  }
});

Deno.test("describeValue() keeps a text short, and then depends on every part of the value", () => {
  const data = () => ({
    table: Array.from({ length: 40_000 }, (_, i) => [i, `${i}`]),
    numbers: new Float64Array(100_000),
    floats: new Float32Array(100_000),
    bytes: new Uint8Array(100_000),
    big: new BigInt64Array(10_000),
    text: "é".repeat(100_000),
    list: Array.from({ length: 100_000 }, (_, i) => i),
  });
  const changes: ((value: ReturnType<typeof data>) => void)[] = [
    () => {},
    (value) => value.table[39_999][1] = "x",
    (value) => value.numbers[99_999] = 5e-324,
    (value) => value.floats[50_000] = -0,
    (value) => value.bytes[99_999] = 1,
    (value) => value.big[9_999] = -1n,
    (value) => value.text = `${value.text.slice(1)}e`,
    (value) => value.list[4_096] = -1,
    (value) => Object.assign(value.list, { columns: 1 }),
  ];
  const texts = changes.map((change) => {
    const value = data();
    change(value);
    return describe(value);
  });
  assertEquals(new Set(texts).size, changes.length);
  for (const text of texts) assertEquals(text.length, "SHA-256 ".length + 64);
});

Deno.test("describeValue() has the bytes of a long array hashed as any program can", () => {
  // python3 -c "import hashlib, struct; print(hashlib.sha256(b'Float32Array(300:' +
  //   b''.join(struct.pack('<d', i / 4) for i in range(300)) + b')').hexdigest())"
  const array = Float32Array.from({ length: 300 }, (_, i) => i / 4);
  assertEquals(
    describe(array),
    "SHA-256 b4d9c29d52d34eca9f4159c3e7ef0a1e5b67be5e0e5a1dba02a55bc5ee5700af",
  );
});

Deno.test("describeValue() refuses what it cannot tell apart, naming its place", () => {
  class Model {
    readonly #hidden = 1;
    get hidden() {
      return this.#hidden;
    }
  }
  const cycle: Record<string, unknown> = {};
  cycle.self = [cycle];
  let deep: unknown = 1;
  for (let i = 0; i < 20_000; i++) deep = [deep];
  const refused: readonly (readonly [unknown, string])[] = [
    [Symbol("x"), "a symbol"],
    [() => 1, "a function"],
    [new Model(), 'an object of class "Model"'],
    [new (class Rows extends Array {})(), 'an object of class "Rows"'],
    [new (class Day extends Date {})(), 'an object of class "Day"'],
    [new Error("x"), 'an object of class "Error"'],
    [new URL("https://example.org"), 'an object of class "URL"'],
    [new WeakMap(), 'an object of class "WeakMap"'],
    [Promise.resolve(), 'an object of class "Promise"'],
    [Object(1), 'an object of class "Number"'],
    [{ [Symbol("x")]: 1 }, "an object with a symbol as a key"],
    [cycle, "an object that holds itself"],
    [deep, "an object in more than 1000 others"],
  ];
  for (const [value, what] of refused) {
    assertThrows(() => describe(value), TypeError, `must be plain data`);
    assertThrows(() => describe([{ a: value }]), TypeError, `'data[0].a`);
    assertThrows(() => describe(new Map([[1, value]])), TypeError, what);
  }
});

Deno.test("describeValue() takes an object twice, and bounds the place that it names", () => {
  const shared = { a: 1 };
  assertEquals(describe([shared, shared]), describe([{ a: 1 }, { a: 1 }]));
  try {
    describe({ ["x".repeat(1e6)]: () => 1 });
  } catch (error) {
    assert(error instanceof TypeError && error.message.length < 300, `${error}`);
    return;
  }
  throw new Error("a function must be refused");
});

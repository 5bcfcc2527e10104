import { pathToFileURL } from "node:url";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { StateDict } from "../../spot/nn/state_dict.ts";
import {
  decodeSafetensors,
  decodeWeightsJson,
  encodeSafetensors,
  encodeWeightsJson,
  loadWeights,
  saveWeights,
} from "../../spot/nn/mod.ts";
import { inFolder } from "../cli/run_command.ts";

const state = {
  "layers.0.fc1.weight": [[0.1, -0, 5e-324], [1.7976931348623157e308, -2 / 3, 12345678901234567]],
  "layers.0.fc1.bias": [1, 2],
  "layers.0.bn1.running_mean": [0.25, -0.5],
  "layers.1.weight": [[1, 2]],
};

/** A file of the given header; `data` bytes follow it. */
function makeFile(header: unknown, data = 0): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + json.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const vector = (begin: number, end: number) => ({
  dtype: "F64",
  shape: [(end - begin) / 8],
  data_offsets: [begin, end],
});

Deno.test("decodeSafetensors() gives back every bit of what was encoded", () => {
  const decoded = decodeSafetensors(encodeSafetensors(state));
  assertEquals(decoded, state);
  assertEquals(Object.keys(decoded), Object.keys(state));
  assertEquals(Object.is(decoded["layers.0.fc1.weight"].flat()[1], -0), true);
});

Deno.test("decodeSafetensors() gives back NaN, infinities, empty vectors and empty states", () => {
  const states: StateDict[] = [{ a: [NaN, Infinity, -Infinity] }, {}, { a: [], b: [1], c: [] }];
  for (const each of states) assertEquals(decodeSafetensors(encodeSafetensors(each)), each);
});

Deno.test("encodeSafetensors() rounds to float32 if dtype is F32", () => {
  const decoded = decodeSafetensors(encodeSafetensors({ a: [0.1, -2] }, { dtype: "F32" }));
  assertEquals(decoded, { a: [Math.fround(0.1), -2] });
});

Deno.test("encodeSafetensors() throws if a number is too large for F32", () => {
  assertThrows(
    () => encodeSafetensors(state, { dtype: "F32" }),
    RangeError,
    "Cannot write safetensors as 'layers.0.fc1.weight' must fit the type F32: " +
      "current value is 1.7976931348623157e+308; use F64",
  );
});

Deno.test("encodeSafetensors() starts the numbers at a multiple of 8", () => {
  for (const name of ["a", "ab", "abc", "ä", "abcdefgh"]) {
    const bytes = encodeSafetensors({ [name]: [1] });
    assertEquals(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8, 0);
    assertEquals(decodeSafetensors(bytes), { [name]: [1] });
  }
});

Deno.test("decodeSafetensors() reads a part of a larger buffer", () => {
  const bytes = encodeSafetensors(state);
  const larger = new Uint8Array(bytes.length + 8);
  larger.set(bytes, 3);
  assertEquals(decodeSafetensors(larger.subarray(3, 3 + bytes.length)), state);
});

/**
 * Written by safetensors 0.8.0 under torch 2.15.0:
 * save({"bn.weight": ones(2), "bn.num_batches_tracked": tensor(7),
 *   "w": tensor([[1.5], [-2.]], dtype=float64)})
 */
const PYTORCH_FILE =
  "yAAAAAAAAAB7ImJuLm51bV9iYXRjaGVzX3RyYWNrZWQiOnsiZHR5cGUiOiJJNjQiLCJzaGFwZSI6W10s" +
  "ImRhdGFfb2Zmc2V0cyI6WzAsOF19LCJ3Ijp7ImR0eXBlIjoiRjY0Iiwic2hhcGUiOlsyLDFdLCJkYXRh" +
  "X29mZnNldHMiOls4LDI0XX0sImJuLndlaWdodCI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMl0sImRh" +
  "dGFfb2Zmc2V0cyI6WzI0LDMyXX19ICAgICAgIAcAAAAAAAAAAAAAAAAA+D8AAAAAAAAAwAAAgD8AAIA/";

Deno.test("decodeSafetensors() reads a file that PyTorch wrote", () => {
  const bytes = Uint8Array.from(atob(PYTORCH_FILE), (character) => character.charCodeAt(0));
  assertEquals(decodeSafetensors(bytes), { "w": [[1.5], [-2]], "bn.weight": [1, 1] });
});

Deno.test("decodeSafetensors() leaves out PyTorch's counters of batches", () => {
  const counter = { dtype: "I64", shape: [], data_offsets: [0, 8] };
  const bytes = makeFile({ "layers.0.bn1.num_batches_tracked": counter, a: vector(8, 16) }, 16);
  assertEquals(decodeSafetensors(bytes), { a: [0] });
  assertEquals(decodeSafetensors(encodeSafetensors({ "bn.num_batches_tracked": 3, b: [1] })), {
    b: [1],
  });
});

const damaged: Readonly<Record<string, readonly [bytes: Uint8Array, message: string]>> = {
  "is empty": [new Uint8Array(0), "must start with the header's length in 8 bytes: it has 0 bytes"],
  "is shorter than its length field": [new Uint8Array(7), "it has 7 bytes"],
  "ends within its header": [makeFile("{}").subarray(0, 9), "must hold its whole header"],
  "has an oversized header": [new Uint8Array(8).fill(255), "must have at most 100000000 bytes"],
  "has a header that is not JSON": [makeFile("{a"), "the header must be JSON: it is not"],
  "has a header that is not UTF-8": [
    Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff),
    "the header must be JSON",
  ],
  "has a list as header": [makeFile("[]"), "the header must be a JSON object"],
  "has null as header": [makeFile("null"), "the header must be a JSON object"],
  "has an entry of null": [makeFile({ a: null }), "'a' must have one of the dtypes BOOL, U8"],
  "has an unknown dtype": [
    makeFile({ a: { ...vector(0, 8), dtype: "F1" } }, 8),
    'F64: current value is "F1"',
  ],
  "has a negative shape": [
    makeFile({ a: { ...vector(0, 8), shape: [-1] } }, 8),
    "'a' must have a shape of integers of at least 0: current value is [-1]",
  ],
  "has descending offsets": [
    makeFile({ a: { ...vector(0, 8), data_offsets: [8, 0] } }, 8),
    "'a' must have two ascending data_offsets, integers of at least 0: current value is [8, 0]",
  ],
  "has a shape that its bytes do not fit": [
    makeFile({ a: { ...vector(0, 8), shape: [2] } }, 8),
    "'a' of shape [2] must have 16 bytes: it has 8",
  ],
  "has overlapping tensors": [
    makeFile({ a: vector(0, 16), b: vector(8, 24) }, 24),
    "tensors must follow each other: 'a' and 'b' overlap",
  ],
  "has a gap": [
    makeFile({ a: vector(0, 8), b: vector(16, 24) }, 24),
    "tensors must follow each other: 'a' and 'b' leave a gap",
  ],
  "is truncated": [
    makeFile({ a: vector(0, 16) }, 15),
    "the tensors must fill the file: they have 16 bytes, the file holds 15",
  ],
  "has bytes left over": [makeFile({ a: vector(0, 8) }, 9), "the tensors must fill the file"],
};

for (const [condition, [bytes, message]] of Object.entries(damaged)) {
  Deno.test(`decodeSafetensors() throws if the file ${condition}`, () => {
    const error = assertThrows(() => decodeSafetensors(bytes), SyntaxError, message);
    assertEquals(error.message.startsWith("Cannot read safetensors as "), true);
  });
}

const foreign: Readonly<Record<string, readonly [start: string, message: string]>> = {
  "a zip archive": ["PK\x03\x04\x14\0\0\0\b\b", "a zip archive, as torch.save writes (.pt, .pth)"],
  "a pickle": ["\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "a Python pickle"],
  "a Git LFS pointer": ["version https://git-lfs.github.com/spec/v1\n", "'git lfs pull'"],
  "a page of HTML": ["\n<!DOCTYPE html><html>", "a page of HTML or XML"],
  "a gzip archive": ["\x1f\x8b\b\0\x01\x02\x03\x04", "a gzip archive: unpack it"],
  "JSON": ['{"fc1.bias":[1]}', "JSON: name it .json"],
};
for (const [kind, [start, message]] of Object.entries(foreign)) {
  Deno.test(`decodeSafetensors() says what the file is if it is ${kind}`, () => {
    const bytes = Uint8Array.from(start + "x".repeat(99), (byte) => byte.charCodeAt(0));
    const error = assertThrows(() => decodeSafetensors(bytes), SyntaxError, message);
    assert(error.message.startsWith("Cannot read safetensors as the file must be one: "));
  });
}

Deno.test("decodeWeightsJson() says what the text is if it is another format", () => {
  const safetensors = new TextDecoder().decode(encodeSafetensors(state));
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\n";
  assertThrows(() => decodeWeightsJson(safetensors), SyntaxError, "name it .safetensors");
  assertThrows(() => decodeWeightsJson(pointer), SyntaxError, "'git lfs pull'");
  const { message } = assertThrows(
    () => decodeWeightsJson(`{"a": [${"x".repeat(1e6)}`),
    SyntaxError,
  );
  assertEquals(message.length < 400, true, message);
});

Deno.test("decodeSafetensors() throws a clear error if the file is cut anywhere", () => {
  const bytes = encodeSafetensors(state);
  for (let length = 0; length < bytes.length; length++) {
    const cut = bytes.subarray(0, length);
    assertThrows(() => decodeSafetensors(cut), SyntaxError, "Cannot read safetensors as");
  }
});

Deno.test("decodeSafetensors() gives a state or a clear error if any bit is flipped", () => {
  const bytes = encodeSafetensors({ "fc1.weight": [[1, 2], [3, 4]], "fc1.bias": [5, 6] });
  let states = 0;
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    try {
      assertEquals(Object.keys(decodeSafetensors(flipped)).length, 2);
      states++;
    } catch (error) {
      const isClear = error instanceof Error && error.message.startsWith("Cannot read safetensors");
      if (!isClear) throw new Error(`bit ${bit}`, { cause: error });
    }
  }
  // Each bit of the six numbers may be flipped, but for those that make one of them NaN or infinite.
  assert(states > 300, `${states} flips left a state`);
});

Deno.test("decodeSafetensors() throws if a tensor is of another type or rank", () => {
  const half = { dtype: "F16", shape: [4], data_offsets: [0, 8] };
  assertThrows(
    () => decodeSafetensors(makeFile({ a: half }, 8)),
    TypeError,
    "Cannot read safetensors as 'a' must be of type F64 or F32: current type is F16",
  );
  const hugeButEmpty = makeFile({ a: { dtype: "F64", shape: [2 ** 40, 0], data_offsets: [0, 0] } });
  assertThrows(() => decodeSafetensors(hugeButEmpty), TypeError, "must be a vector or a matrix");
  for (const shape of [[], [1, 1, 1]]) {
    assertThrows(
      () => decodeSafetensors(makeFile({ a: { ...vector(0, 8), shape } }, 8)),
      TypeError,
      `'a' must be a vector or a matrix of at least one column: current shape is [${
        shape.join(", ")
      }]`,
    );
  }
});

Deno.test("encodeSafetensors() throws if an entry is not a vector or matrix of numbers", () => {
  const wrong: unknown[] = [1, "1", null, ["1"], [[1], 2], [[1], [2, 3]], [[[1]]], [, 1], [[, 1]], [
    [],
    [],
  ]];
  for (const entry of wrong) {
    for (const encode of [encodeSafetensors, encodeWeightsJson]) {
      assertThrows(
        () => encode({ good: [1], bad: entry as number[] }),
        TypeError,
        "'bad' must be a vector or a matrix of numbers",
      );
    }
  }
});

Deno.test("encodeSafetensors() throws if an entry has the format's reserved name", () => {
  assertThrows(() => encodeSafetensors({ __metadata__: [1] }), TypeError, "'__metadata__'");
});

Deno.test("decodeWeightsJson() gives back every bit of what was encoded", () => {
  const decoded = decodeWeightsJson(encodeWeightsJson(state));
  assertEquals(decoded, state);
  assertEquals(Object.is(decoded["layers.0.fc1.weight"].flat()[1], -0), true);
  assertEquals(JSON.parse(encodeWeightsJson({})), {});
});

Deno.test("decodeWeightsJson() leaves out PyTorch's counters of batches", () => {
  assertEquals(decodeWeightsJson('{"bn.num_batches_tracked": 3, "b": [1]}'), { b: [1] });
});

Deno.test("encodeWeightsJson() throws if a number is not finite", () => {
  assertThrows(
    () => encodeWeightsJson({ a: [1, NaN] }),
    RangeError,
    "'a' must hold finite numbers: current value is NaN; use safetensors",
  );
});

Deno.test("decodeWeightsJson() throws if the text is damaged", () => {
  assertThrows(() => decodeWeightsJson('{"a": [1'), SyntaxError, "the text must be JSON");
  assertThrows(() => decodeWeightsJson('{"a": [1e999]}'), SyntaxError, "'a' must hold finite");
  for (const text of ["[]", "3", "null", '{"a": "x"}', '{"a": [[1], [2, 3]]}']) {
    assertThrows(() => decodeWeightsJson(text), TypeError, "Cannot read weights from JSON as");
  }
});

Deno.test(
  "loadWeights() gives back what saveWeights() saved",
  inFolder(async (folder) => {
    for (const name of ["net.safetensors", "net.json", "NET.JSON"]) {
      const path = `${folder}/${name}`;
      await saveWeights(path, { old: [1] });
      await saveWeights(path, state);
      assertEquals(await loadWeights(path), state);
      assertEquals(await loadWeights(pathToFileURL(path)), state);
    }
    const files = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
    assertEquals(files, ["NET.JSON", "net.json", "net.safetensors"]);
  }),
);

Deno.test(
  "saveWeights() writes nothing if the state or the path is wrong",
  inFolder(async (folder) => {
    const wrong = { a: ["x"] as unknown as number[] };
    await assertRejects(() => saveWeights(`${folder}/a.json`, wrong), TypeError, "'a' must be");
    await assertRejects(
      () => saveWeights(`${folder}/a.pt`, state),
      RangeError,
      "must end in .safetensors or .json",
    );
    assertEquals(Array.from(Deno.readDirSync(folder)), []);
  }),
);

Deno.test(
  "saveWeights() leaves no part behind if the file cannot be written",
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/net.json/sub`, { recursive: true });
    await assertRejects(() => saveWeights(`${folder}/net.json`, state), Error, "directory");
    assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["net.json"]);
  }),
);

Deno.test("loadWeights() rejects if there is no such file", async () => {
  await assertRejects(() => loadWeights("/no/such/net.safetensors"), Deno.errors.NotFound);
});

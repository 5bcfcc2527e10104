import { assertEquals, assertThrows } from "@std/assert";
import { spaceFromJson } from "../../spot/space/space_from_json.ts";
import {
  defineSpace,
  factor,
  fixed,
  float,
  int,
  ordinal,
} from "../../spot/core/space/define_space.ts";

Deno.test("spaceFromJson() gives the space that defineSpace() does", () => {
  const text = `{
    "rate": {"type": "float", "lower": 1e-4, "upper": 0.1, "scale": "log", "default": 0.01},
    "depth": {"type": "int", "lower": 1, "upper": 8},
    "batch": {"type": "ordinal", "levels": [16, 32, 64], "default": 32},
    "kernel": {"type": "factor", "levels": ["linear", "rbf", "ä 名"]},
    "nesterov": {"type": "factor", "levels": [true, false]},
    "folds": {"type": "fixed", "value": 5}
  }`;
  const space = defineSpace({
    rate: float(1e-4, 0.1, { scale: "log", default: 0.01 }),
    depth: int(1, 8),
    batch: ordinal([16, 32, 64], { default: 32 }),
    kernel: factor(["linear", "rbf", "ä 名"]),
    nesterov: factor([true, false]),
    folds: fixed(5),
  });
  assertEquals(spaceFromJson(text), space as unknown);
  assertEquals(spaceFromJson(`\ufeff${text.replaceAll("\n", "\r\n")}`), space as unknown);
});

Deno.test("spaceFromJson() reads conditions", () => {
  const text = `{
    "model": {"type": "factor", "levels": ["linear", "forest", "network"]},
    "layers": {"type": "int", "lower": 1, "upper": 8, "when": {"model": ["network"]}},
    "dropout": {"type": "float", "lower": 0, "upper": 0.5, "when": {"layers": [3, 8]}},
    "trees": {"type": "ordinal", "levels": [10, 100], "when": {"model": "forest"}},
    "depth": {"type": "fixed", "value": 3, "when": {"model": "forest"}}
  }`;
  const space = defineSpace({
    model: factor(["linear", "forest", "network"]),
    layers: int(1, 8, { when: { model: ["network"] } }),
    dropout: float(0, 0.5, { when: { layers: [3, 8] } }),
    trees: ordinal([10, 100], { when: { model: "forest" } }),
    depth: fixed(3, { when: { model: "forest" } }),
  });
  assertEquals(spaceFromJson(text), space as unknown);
});

const ok = '"a": {"type": "int", "lower": 1, "upper": 8}';
const refused: readonly (readonly [text: string, message: string])[] = [
  ["", "Cannot read the space 'space.json', line 1 as it must be JSON"],
  ["{", "'space.json', line 1 as it must be JSON (close brace expected)"],
  [`{${ok},\n\n}`, "line 3 as it must be JSON (property name expected)"],
  [`{${ok}\n"b": 1}`, "line 2 as it must be JSON (comma expected)"],
  [`{${ok} // what?\n}`, "line 1 as it must be JSON (invalid comment token)"],
  [`{${ok}} {}`, "line 1 as it must be JSON (end of file expected)"],
  ["[]", "it must be an object of variables by name: current value is []"],
  ["null", "it must be an object of variables by name: current value is null"],
  [`{${ok}, "b": {"type": "fixed", "value": 1, "when": {"c": 1}}}`, "variable 'c' does not exist"],
  [`{"b": {"type": "fixed", "value": 1, "when": {"a": 9}}, ${ok}}`, "bounds must lie from 1 to 8"],
  [`{"b": {"type": "fixed", "value": 1, "when": "a"}, ${ok}}`, "'when' must be an object"],
  [
    `{"b": {"type": "fixed", "value": 1, "when": {"a": {"b": 1}}}, ${ok}}`,
    "the condition must be one integer or two, a lower and an upper bound: current value is an object",
  ],
  [`{"b": {"type": "fixed", "value": 1, "when": {"a": 1, "a": 2}}, ${ok}}`, "'a' is repeated"],
  ["{}", "line 1 as it needs at least one variable"],
  [`{${ok},\n ${ok}}`, "Cannot read variable 'a' of 'space.json', line 2 as its name is repeated"],
  ['{\n"a": 3}', "variable 'a' of 'space.json', line 2 as it must be an object with a 'type'"],
  [
    '{"a": {}}',
    "'type' must be one of float, int, ordinal, factor, fixed: current value is undefined",
  ],
  ['{"a": {"type": "integer"}}', 'current value is "integer"'],
  ['{"a": {"type": "constructor"}}', 'current value is "constructor"'],
  ['{"a": {"type": "int", "lower": 1}}', "type 'int' needs 'upper'"],
  ['{"a": {"type": "factor"}}', "type 'factor' needs 'levels'"],
  ['{"a": {"type": "int", "lower": 1, "uper": 3}}', "'uper' is unknown: did you mean 'upper'?"],
  ['{"a": {"type": "int", "lower": 1, "lower": 3}}', "'lower' is repeated"],
  [
    '{\n\n"a": {"type": "int", "lower": "1", "upper": 3}}',
    "line 3 as 'lower' must be a safe integer",
  ],
  [
    '{"a": {"type": "int", "lower": 1.5, "upper": 3}}',
    "'lower' must be a safe integer: current value is 1.5",
  ],
  [
    '{"a": {"type": "int", "lower": 3, "upper": 1}}',
    "the lower bound must not exceed the upper one",
  ],
  [
    '{"a": {"type": "float", "lower": 0, "upper": 1, "scale": "log"}}',
    "on a log scale must be above 0",
  ],
  ['{"a": {"type": "float", "lower": 0, "upper": 1, "scale": "logg"}}', "'scale' must be one of"],
  [
    '{"a": {"type": "float", "lower": 0, "upper": 1e999}}',
    "'upper' must be a finite number",
  ],
  ['{"a": {"type": "int", "lower": 1, "upper": 3, "default": 4}}', "'default' must be"],
  ['{"a": {"type": "factor", "levels": []}}', "it needs at least one level"],
  ['{"a": {"type": "factor", "levels": "sgd"}}', "it needs at least one level"],
  ['{"a": {"type": "factor", "levels": ["x", "x"]}}', 'level "x" is repeated'],
  ['{"a": {"type": "factor", "levels": ["x", null]}}', "level 1 is null"],
  ['{"a": {"type": "fixed", "value": {}}}', "level 0 is an object"],
  ['{"__proto__": {"type": "fixed", "value": 1}}', "'__proto__'"],
  [
    '{"a": {"type": "int", "lower": 1, "upper": 8, "when": 3}}',
    "'when' must be an object with the values of at least one other variable by name: current value is 3",
  ],
  [
    '{"a": {"type": "fixed", "value": 1, "when": {"b": 3}}}',
    "line 1 with the conditions of 'a' as variable 'b' does",
  ],
  [
    `{${ok},\n"b": {"type": "fixed", "value": 1, "when": {"a": {}}}}`,
    "line 2 with the conditions of 'b' on 'a' as",
  ],
  ['{"": {"type": "fixed", "value": 1}}', "a variable's name must be a non-empty string"],
];

Deno.test("spaceFromJson() refuses what is no space, with file, line and name", () => {
  for (const [text, message] of refused) {
    assertThrows(() => spaceFromJson(text), Error, message, text);
  }
  assertThrows(() => spaceFromJson("{", { file: "my.json" }), SyntaxError, "'my.json', line 1");
  assertThrows(() => spaceFromJson({} as never), TypeError, "'text' must be a text");
  assertThrows(() => spaceFromJson("{}", { name: "a" } as never), TypeError, "'name' is unknown");
});

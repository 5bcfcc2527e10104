import { assertEquals, assertStringIncludes } from "@std/assert";
import { PrintedResult } from "../../spot/command/printed_result.ts";

const encoder = new TextEncoder();

function read(text: string, chunk = text.length) {
  const steps: [number, number][] = [];
  const result = new PrintedResult((step, value) => void steps.push([step, value]));
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length; at += chunk) result.add(bytes.subarray(at, at + chunk));
  return { ...result.end(), steps };
}

const results: readonly (readonly [printed: string, value: unknown])[] = [
  ["0.31\n", 0.31],
  ["0.31", 0.31],
  ["epoch 1\r\n  -1e-3 \r\ndone\r\n", -1e-3],
  ["1\n2\n3\n", 3],
  ["nan\n", NaN],
  ["-inf\n", -Infinity],
  ["1e999\n", Infinity],
  ['{"value": 0.3}\n', 0.3],
  ['{"value": 0.3}\n60\n', 0.3],
  ['{"value": 0.3}\n{"value": 0.2}\n', 0.2],
  ['{"value": NaN}\n', NaN],
  ['{"value": -Infinity, "seconds": 3}\n', -Infinity],
  ['{"value": null}\n', NaN],
  ['{"values": [1, NaN,Infinity]}\n', [1, NaN, Infinity]],
  ['{"value": 1, "constraints": [-0.5]}\n', { value: 1, constraints: [-0.5] }],
  ['{"values": [1, 2], "constraints": [0]}\n', { values: [1, 2], constraints: [0] }],
  ['{"value": 1, "constraints": []}\n', { value: 1, constraints: [] }],
  ['{"level": "info"}\n{nonsense}\n7\n', 7],
  ['{"step": 1, "value": 0.5}\n{"step": 2, "value": 0.4}\n', 0.4],
  ['{"step": 1, "value": 0.5}\n0.3\n', 0.3],
  ['{"value": 0.3\n{"value": 0.2}\n', 0.2],
  [`${"9".repeat(70_000)}\n5\n`, 5],
  [`{"text": "${"x".repeat(70_000)}"}\n5\n`, 5],
];

Deno.test("PrintedResult takes the result that its table names, however it is cut into chunks", () => {
  for (const [printed, value] of results) {
    for (const chunk of [printed.length, 1]) {
      const { steps: _, ...result } = read(printed, chunk);
      assertEquals<unknown>(result, { value }, printed.slice(0, 80));
    }
  }
});

Deno.test("PrintedResult tells the values on the way", () => {
  const printed = '{"step": 0, "value": 2}\nhello\n{"value": NaN, "step": 1}\n{"value": 1}\n';
  assertEquals(read(printed).steps, [[0, 2], [1, NaN]]);
});

const failures: readonly (readonly [printed: string, why: string])[] = [
  ["", "no result"],
  ["hello\n0x10\n1,5\n", "no result"],
  ["{'value': 0.3}\n", "no result"],
  ['{"value": 0.3', "a JSON line that is cut or malformed"],
  ['0.5\n{"value": 0.3', "a JSON line that is cut or malformed"],
  [
    `{"value": 0.3, "text": "${"x".repeat(70_000)}"}\n`,
    "a JSON line of more than 65536 characters",
  ],
  ['{"value": "0.3"}\n', '"value" must be a number'],
  ['{"value": true}\n', '"value" must be a number'],
  ['{"values": 1}\n', '"values" must be an array of at least one number'],
  ['{"values": []}\n', '"values" must be an array of at least one number'],
  ['{"values": [1, "2"]}\n', '"values" must be an array of at least one number'],
  ['{"value": 1, "values": [1]}\n', 'must not be both "value" and "values"'],
  ['{"value": 1, "constraints": 0}\n', '"constraints" must be an array of numbers'],
  ['{"step": "1", "value": 1}\n', '"step" must be an integer'],
  ['{"step": 1.5, "value": 1}\n', '"step" must be an integer'],
  ['{"step": 1, "values": [1]}\n', '"step" must be an integer with one "value"'],
];

Deno.test("PrintedResult says why there is no result", () => {
  for (const [printed, why] of failures) {
    const result = read(printed);
    assertStringIncludes("why" in result ? result.why : "a result", why, printed.slice(0, 80));
  }
});

Deno.test("PrintedResult takes no memory for a line without an end", () => {
  const result = new PrintedResult();
  const block = new Uint8Array(1 << 20).fill(120);
  for (let i = 0; i < 200; i++) result.add(block);
  assertEquals(result.end(), { why: "no result" });
});

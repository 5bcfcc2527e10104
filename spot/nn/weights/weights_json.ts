/**
 * States of networks as JSON: names to nested arrays, readable by anything.
 *
 * @module
 */
import { messageOf } from "../../core/options/message_of.ts";
import { clip } from "../../core/options/options.ts";
import {
  flattenState,
  isBatchCounter,
  type ReadonlyStateDict,
  type StateDict,
} from "../state_dict.ts";
import { foreignFormat } from "./_foreign_format.ts";

/**
 * Encodes a state; every number comes back with the same bits.
 *
 * @param state Vectors and matrices by name; PyTorch's counters of batches are left out.
 * @returns JSON text, one entry a line.
 * @throws {TypeError} If an entry is not a vector or matrix of numbers.
 * @throws {RangeError} If a number is not finite, which JSON cannot hold.
 */
export function encodeWeightsJson(state: ReadonlyStateDict): string {
  const lines = flattenState(state, "write weights as JSON").map(({ name, shape, values }) => {
    const numbers = values.map((value) => encodeNumber(value, name));
    const rows = shape.length === 1 ? numbers : Array.from(
      { length: shape[0] },
      (_, row) => `[${numbers.slice(row * shape[1], (row + 1) * shape[1])}]`,
    );
    return `${JSON.stringify(name)}:[${rows}]`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

/**
 * Decodes a state; PyTorch's counters of batches are left out.
 *
 * @throws {SyntaxError} If the text is not JSON.
 * @throws {TypeError} If it is not an object of vectors and matrices of numbers.
 */
export function decodeWeightsJson(text: string): StateDict {
  const state = parseJson(text);
  for (const { name, values } of flattenState(state, "read weights from JSON")) {
    const overflow = values.find((value) => !Number.isFinite(value));
    if (overflow === undefined) continue;
    throw new SyntaxError(
      `Cannot read weights from JSON as '${
        clip(name)
      }' must hold finite numbers: current value is ` +
        `${overflow}`,
    );
  }
  const entries = Object.entries(state).filter(([name]) => !isBatchCounter(name));
  return Object.fromEntries(entries) as StateDict;
}

function parseJson(text: string): StateDict {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = messageOf(cause);
    throw new SyntaxError(
      `Cannot read weights from JSON as the text must be JSON: ${formatOf(text) ?? clip(reason)}`,
      { cause },
    );
  }
}

function formatOf(text: string): string | undefined {
  const isSafetensors = /^[^{]{0,7}\0\{"/.test(text);
  const foreign = isSafetensors
    ? "safetensors: name it .safetensors"
    : foreignFormat(new TextEncoder().encode(text.slice(0, 64)));
  return foreign && `it is ${foreign}`;
}

/** The shortest text of the same bits; -0 keeps its sign, in Python too. */
function encodeNumber(value: number, name: string): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0.0" : String(value);
  throw new RangeError(
    `Cannot write weights as JSON as '${clip(name)}' must hold finite numbers: current value is ` +
      `${value}; use safetensors`,
  );
}

/** What data from outside look like. @module */
import { createHash } from "node:crypto";
import type { Curve } from "../../spot/core/objective/evaluation.ts";

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A number that counts something. */
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && value as number >= 0;

/** Not NaN. */
export const isNumber = (value: unknown): value is number =>
  typeof value === "number" && !Number.isNaN(value);

/** NaN is one, too. */
export const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "number");

export const isText = (value: unknown, most = 100_000): value is string =>
  typeof value === "string" && value.length <= most;

/** A text that is safe to print: it moves no cursor, and ends no line. */
export const isLine = (value: unknown, most: number): value is string =>
  isText(value, most) && !/\p{Cc}/u.test(value);

/** A text as one line that is safe to print. */
export const toLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

/** The beginning of a SHA-256, as all names here are made. */
export const digestOfText = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 32);

/** Whether data from outside is such a name. */
export const isDigest = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{32}$/.test(value);

export function isCurve(value: unknown): value is Curve & Readonly<Record<string, unknown>> {
  return isRecord(value) && isNumbers(value.steps) && isNumbers(value.values) &&
    value.steps.length === value.values.length;
}

/** Records as JSON that loses no number: NaN, infinities and -0 are written by their names. @module */
import type { Curve } from "../core/objective/evaluation.ts";
import { fromExact, toExact } from "../core/exact/exact_number.ts";
import type { RowRecord, RunRecord } from "../record.ts";

/** Writes a record, or other plain data, as JSON with exact numbers. */
export function toExactJson(value: unknown): string {
  const exact = (_key: string, entry: unknown) =>
    typeof entry === "number" ? toExact(entry) : entry;
  return JSON.stringify(value, exact, 2) + "\n";
}

/**
 * Reads a record that {@linkcode toExactJson} wrote.
 *
 * @throws {SyntaxError} If the text is not JSON.
 * @throws {TypeError} If it is not a record, or one of an unknown version.
 */
export function recordFromJson(text: string): RunRecord {
  const record: RunRecord = JSON.parse(text);
  if (record?.formatVersion !== 1 || !Array.isArray(record.rows)) {
    throw new TypeError(
      `Cannot read a record as its 'formatVersion' must be 1: current value is ${
        String(record?.formatVersion)
      }`,
    );
  }
  return {
    ...record,
    durationMs: fromExact(record.durationMs),
    variables: record.variables.map((variable) => ({
      ...variable,
      lower: fromExact(variable.lower),
      upper: fromExact(variable.upper),
    })),
    ...(record.referencePoint && { referencePoint: record.referencePoint.map(fromExact) }),
    rows: record.rows.map(readRow),
  };
}

function readRow(row: RowRecord): RowRecord {
  return {
    ...row,
    x: row.x.map(fromExact),
    responses: row.responses.map(fromExact),
    ...(row.constraints && { constraints: row.constraints.map(fromExact) }),
    y: fromExact(row.y),
    ...(row.curve && { curve: readCurve(row.curve) }),
    startMs: fromExact(row.startMs),
    endMs: fromExact(row.endMs),
    costMs: fromExact(row.costMs),
  };
}

function readCurve({ steps, values }: Curve): Curve {
  return { steps: steps.map(fromExact), values: values.map(fromExact) };
}

/**
 * Comma-separated text to a table of numbers; strict, so that a slip in a file is an error that
 * names line and column, not a wrong number.
 *
 * @module
 */
import { parse } from "@std/csv";
import { readDecimal } from "../spot/core/options/kinds.ts";
import { clip, show, suggestion } from "../spot/core/options/options.ts";
import type { MultiTargetTable, SingleTargetTable } from "./table.ts";

/** Options of {@linkcode parseTable}. */
export interface ParseTableOptions<Target extends string | readonly string[]> {
  /** The name of the target's column, or of several. All other columns are features. */
  readonly target: Target;
  /** What the text is called in error messages. @default {"the text"} */
  readonly source?: string;
}

/** A table with as many targets as were asked for. */
export type TableOf<Target> = Target extends string ? SingleTargetTable : MultiTargetTable;

/** One record of the file with the line it starts on, from 1. */
interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * Reads a table of decimal numbers with a header line. Cells are separated by commas, lines by LF or
 * CRLF; a byte order mark, quotes, empty lines and spaces around cells are accepted.
 *
 * @returns Features and target in the file's order of rows and columns.
 * @throws {SyntaxError} If the text is not such a table; names line and column.
 * @throws {RangeError} If a target is not a column, is named twice, or leaves no feature.
 */
export function parseTable<Target extends string | readonly string[]>(
  text: string,
  options: ParseTableOptions<Target>,
): TableOf<Target>;
export function parseTable(
  text: string,
  { target, source = "the text" }: ParseTableOptions<string | readonly string[]>,
): SingleTargetTable | MultiTargetTable {
  const action = `Cannot read ${source} as`;
  checkLineEnds(text, action);
  const [header, ...lines] = readLines(text, action);
  const names = checkHeader(header, action);
  const targets = [target].flat().map((name) => findColumn(name, names, action));
  const isTarget = checkTargets(targets, names, action);
  if (lines.length === 0) {
    throw new SyntaxError(`${action} a row of numbers must follow the header: there is none`);
  }
  const rows = lines.map((line) => toNumbers(line, names, action));
  const table = {
    features: rows.map((row) => row.filter((_, column) => !isTarget[column])),
    featureNames: names.filter((_, column) => !isTarget[column]),
  };
  return typeof target === "string"
    ? { ...table, target: rows.map((row) => row[targets[0]]), targetName: target }
    : {
      ...table,
      target: rows.map((row) => targets.map((column) => row[column])),
      targetName: [...target],
    };
}

/** Line ends of a carriage return alone would make the whole text one line. */
function checkLineEnds(text: string, action: string): void {
  const lone = text.search(/\r(?!\n)/);
  if (lone < 0) return;
  const line = text.slice(0, lone).split("\n").length;
  throw new SyntaxError(
    `${action} its lines must end in LF or CRLF: line ${line} has a CR without LF`,
  );
}

/** Other separators than commas, by their names. */
const SEPARATORS: Readonly<Record<string, string>> = {
  ";": "semicolons",
  "\t": "tabs",
  "|": "vertical bars",
};

/** A header of one cell shows that another separator was used. */
function checkSeparator({ cells: [header, ...others], number }: Line, action: string): void {
  const separator = Object.keys(SEPARATORS).find((text) => header.includes(text));
  if (others.length > 0 || separator === undefined) return;
  throw new SyntaxError(
    `${action} its cells must be separated by commas (and decimals by points): ` +
      `line ${number} has ${SEPARATORS[separator]} instead`,
  );
}

function readLines(text: string, action: string): Line[] {
  let records: string[][];
  try {
    records = parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SyntaxError(
      `${action} its quotes must be closed and enclose whole cells: ${clip(reason)}`,
      { cause },
    );
  }
  if (records.length === 0) {
    throw new SyntaxError(`${action} it must have a header and rows: it is empty`);
  }
  const numbers = startLines(text);
  return records.map((cells, record) => ({
    number: numbers[record],
    cells: cells.map((cell) => cell.trim()),
  }));
}

/** The line numbers, from 1, on which the records start; a quoted cell may hold line breaks. */
function startLines(text: string): number[] {
  const starts: number[] = [];
  let isQuoted = false;
  text.replace(/^\uFEFF/, "").split(/\r?\n/).forEach((line, index) => {
    if (!isQuoted && line !== "") starts.push(index + 1);
    const quotes = line.split('"').length - 1;
    if (quotes % 2 === 1) isQuoted = !isQuoted;
  });
  return starts;
}

function checkHeader(line: Line, action: string): readonly string[] {
  checkSeparator(line, action);
  const { cells, number } = line;
  cells.forEach((name, column) => {
    if (name === "") {
      throw new SyntaxError(
        `${action} every column must have a name: column ${column + 1} of line ${number} is empty`,
      );
    }
    const first = cells.indexOf(name);
    if (first === column) return;
    throw new SyntaxError(
      `${action} names must differ: columns ${first + 1} and ${column + 1} of line ${number} ` +
        `are both '${clip(name)}'`,
    );
  });
  return cells;
}

function findColumn(name: unknown, names: readonly string[], action: string): number {
  if (typeof name !== "string") {
    throw new TypeError(`${action} 'target' must hold names: current value is ${show(name)}`);
  }
  const column = names.indexOf(name);
  if (column >= 0) return column;
  throw new RangeError(
    `${action} target '${clip(name)}' is not a column: ${suggestion(name, names)}`,
  );
}

function checkTargets(
  targets: readonly number[],
  names: readonly string[],
  action: string,
): boolean[] {
  const distinct = new Set(targets);
  if (distinct.size !== targets.length || targets.length === 0) {
    const given = targets.map((column) => names[column]);
    throw new RangeError(
      `${action} 'target' must name one or several different columns: current value is ${
        show(given)
      }`,
    );
  }
  if (distinct.size === names.length) {
    throw new RangeError(`${action} a column must be left as a feature: all are targets`);
  }
  return names.map((_, column) => distinct.has(column));
}

function toNumbers({ cells, number }: Line, names: readonly string[], action: string): number[] {
  if (cells.length !== names.length) {
    throw new SyntaxError(
      `${action} line ${number} must have ${names.length} cells as the header has: ` +
        `it has ${cells.length}`,
    );
  }
  return cells.map((cell, column) => {
    const value = readDecimal(cell);
    if (value !== undefined && Number.isFinite(value)) return value;
    throw new SyntaxError(
      `${action} line ${number}, column '${
        clip(names[column])
      }' must be a finite decimal number: ` +
        `current value is ${show(cell)}`,
    );
  });
}

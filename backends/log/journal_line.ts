/**
 * A line of the journal: one JSON object that ends with the checksum of what stands before it.
 *
 * @module
 */
import { crc32 } from "node:zlib";

/** Marks the lines that are ours among those that other programs may append. */
const WORKER_ID = "spot";

const ours = `"worker_id":"${WORKER_ID}"`;
const tail = /,"checksum":"([^"]*)"\}$/;
const encoder = new TextEncoder();

const checksum = (text: string) => crc32(encoder.encode(text)).toString(16).padStart(8, "0");

/** Writes one operation of the journal as a line, its newline included. */
export function toJournalLine(operation: Readonly<Record<string, unknown>>): string {
  const body = JSON.stringify({ ...operation, worker_id: WORKER_ID }).slice(0, -1);
  return `${body},"checksum":"${checksum(body)}"}\n`;
}

/**
 * Reads a line without its newline.
 *
 * @returns The operation, or undefined if another program wrote the line.
 * @throws {Error} If the line is damaged.
 */
export function fromJournalLine(line: string): Record<string, unknown> | undefined {
  const match = tail.exec(line);
  if (match === null && !line.includes(ours) && isOperation(line)) return undefined;
  if (match === null || checksum(line.slice(0, match.index)) !== match[1]) {
    throw new Error("it does not match its checksum");
  }
  return JSON.parse(line);
}

function isOperation(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "op_code" in value;
  } catch {
    return false;
  }
}

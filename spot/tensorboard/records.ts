/**
 * The form of TensorFlow's record files: length, its checksum, data, their checksum.
 *
 * @see https://www.tensorflow.org/tutorials/load_data/tfrecord, "TFRecords format details"
 *
 * @module
 */
import { crc32c } from "./crc32c.ts";

const HEADER = 12;
const FOOTER = 4;

/** Checksums are masked, so that data may hold records. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** The record that holds data. */
export function toRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEADER + data.length + FOOTER);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(record.subarray(0, 8)), true);
  record.set(data, HEADER);
  view.setUint32(HEADER + data.length, masked(data), true);
  return record;
}

/** The data of a file's records, up to the first one that is torn or damaged. */
export function* readRecords(file: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let start = 0;
  while (start + HEADER + FOOTER <= file.length) {
    const length = Number(view.getBigUint64(start, true));
    const end = start + HEADER + length;
    if (end + FOOTER > file.length) return;
    const data = file.subarray(start + HEADER, end);
    if (view.getUint32(start + 8, true) !== masked(file.subarray(start, start + 8))) return;
    if (view.getUint32(end, true) !== masked(data)) return;
    yield data;
    start = end + FOOTER;
  }
}

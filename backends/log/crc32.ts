/** The cyclic redundancy check of IEEE 802.3: finds every flipped bit and every short burst. @module */

const POLYNOMIAL = 0xedb88320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = (remainder >>> 1) ^ ((remainder & 1) === 1 ? POLYNOMIAL : 0);
  }
  return remainder;
});

/**
 * Computes the CRC-32 of bytes.
 *
 * @returns The check value, from 0 to 2^32 - 1; 0xcbf43926 for the digits 1 to 9.
 */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    remainder = (remainder >>> 8) ^ table[(remainder ^ bytes[i]) & 0xff];
  }
  return (remainder ^ 0xffffffff) >>> 0;
}

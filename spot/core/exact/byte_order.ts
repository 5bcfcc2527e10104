/** @module */

/** Whether this machine has a number's lowest byte first, as WebAssembly's memory does on every one. */
export const isLittleEndian: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

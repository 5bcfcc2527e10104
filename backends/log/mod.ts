/** The row log. @module */
export type { RunIdentity } from "./identity.ts";
export { openRowLog, type RowLog, type RowLogOptions } from "./row_log.ts";
export { setAside } from "./set_aside.ts";

/**
 * Options: their kinds, tables and checks, and what messages say of them.
 *
 * @module
 */
export * from "./kinds.ts";
export * from "./option_table.ts";
export { nearestName, suggestion } from "./nearest_name.ts";
export type { NumberRule } from "./kinds.ts";
export { clip, shorten, show } from "./show.ts";

/** Notation of the layers' routines: places of features, and loops over the rows of the batch. @module */
import {
  add,
  advance,
  at,
  type Body,
  type Expression,
  first,
  type Local,
  locals,
  loop,
  second,
  set,
} from "../../core/wasm/assembler.ts";

/** A place in memory, or before that an offset. */
export type Place = Local<"i32">;

/** What every layer computes on: see arena.ts. */
export const arenaTypes = { values: "i32", work: "i32", stride: "i32", n: "i32" } as const;

/** Turns offsets in an array into places. */
export function setPlaces(array: Place, offsets: readonly Place[]): Body {
  return offsets.map((offset) => set(offset, at(array, offset)));
}

/** new places = places */
export function copyPlaces(places: readonly Expression<"i32">[]): { copies: Place[]; make: Body } {
  const copies = locals("i32", places.length);
  return { copies, make: copies.map((copy, i) => set(copy, places[i])) };
}

/**
 * Runs over the rows from places on, two at a time; where their number is odd, over one more, which belongs
 * to no row: features are further apart than that.
 */
export function overRows(
  n: Place,
  places: readonly Expression<"i32">[],
  body: (...places: Place[]) => Body,
): Body {
  const [s] = locals("i32");
  const { copies, make } = copyPlaces(places);
  return [
    make,
    loop(s, 0, n, 2, [body(...copies), copies.map((place) => advance(place, 2))]),
  ];
}

/** Both doubles' sum. */
export function total(sum: Expression<"f64x2">): Expression<"f64"> {
  return add(first(sum), second(sum));
}

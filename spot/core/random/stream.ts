/**
 * Seeded streams of random numbers: the same keys give the same numbers on every machine.
 * The generator is Alea (Johannes Baagøe), which uses only `+ - *` on doubles.
 *
 * @module
 */
// This generator alone: each worker loads it.
// @ts-types="./alea.d.ts"
import alea from "seedrandom/lib/alea.js";

/** Draws the next uniform number in [0, 1), with 53 random bits. */
export type Random = () => number;

/**
 * Opens the stream of the given keys, for example `createStream(seed, "design", 0)`.
 *
 * @param keys What the stream depends on; different keys give independent streams.
 * @returns The stream, at its start.
 */
export function createStream(...keys: readonly (string | number)[]): Random {
  const generator = alea(keys.join("/"));
  return () => generator.double();
}

/** Draws an integer uniformly from 0 .. n - 1. */
export function randomInteger(random: Random, n: number): number {
  return Math.floor(random() * n);
}

/** Draws the seed of another stream, an integer of 32 bits. */
export function randomSeed(random: Random): number {
  return randomInteger(random, 4294967296);
}

/** Draws a permutation of 0 .. n - 1 (Fisher and Yates). */
export function permutation(random: Random, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

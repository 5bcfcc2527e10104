/** The end of what a program prints, for messages. @module */
import { stripVTControlCharacters } from "node:util";

/** Most bytes of a character in UTF-8. */
const MOST_BYTES = 4;

/** Keeps the end of a stream of bytes as text. */
export class OutputTail {
  readonly #decoder = new TextDecoder();
  readonly #characters: number;
  #text = "";

  /** @param characters How many are kept. */
  constructor(characters: number) {
    this.#characters = characters;
  }

  /** What is kept, without colours. */
  get text(): string {
    return stripVTControlCharacters(this.#text).trim();
  }

  /** The last lines as one. */
  get lastLines(): string {
    return this.text.split("\n").slice(-3).map((line) => line.trimEnd()).join(" | ");
  }

  /** Takes the next bytes. */
  add(bytes: Uint8Array): void {
    const part = bytes.subarray(-MOST_BYTES * this.#characters);
    this.#text = (this.#text + this.#decoder.decode(part, { stream: true })).slice(
      -this.#characters,
    );
  }
}

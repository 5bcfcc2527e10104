/** Lines of a stream of bytes, in bounded memory. @module */

/** Cuts a stream into lines; of a line that is too long, its beginning is told once it ends. */
export class BoundedLines {
  readonly #decoder = new TextDecoder();
  readonly #longest: number;
  readonly #onLine: (line: string, isCut: boolean) => void;
  #line = "";
  #isCut = false;

  /**
   * @param longest Most characters of a line.
   * @param onLine Takes each line without its end, and whether it was longer.
   */
  constructor(longest: number, onLine: (line: string, isCut: boolean) => void) {
    [this.#longest, this.#onLine] = [longest, onLine];
  }

  /** Takes the next bytes. */
  add(bytes: Uint8Array): void {
    const [first, ...others] = this.#decoder.decode(bytes, { stream: true }).split("\n");
    this.#append(first);
    for (const text of others) {
      this.#tell();
      this.#append(text);
    }
  }

  /** The stream has ended: so has its last line. */
  end(): void {
    this.#append(this.#decoder.decode());
    if (this.#line !== "") this.#tell();
  }

  #append(text: string): void {
    const room = this.#longest - this.#line.length;
    this.#line += text.slice(0, room);
    this.#isCut ||= text.length > room;
  }

  #tell(): void {
    const [line, isCut] = [this.#line, this.#isCut];
    [this.#line, this.#isCut] = ["", false];
    this.#onLine(line, isCut);
  }
}

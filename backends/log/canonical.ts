/**
 * One encoding for each value, whatever the order of its properties: to compare data of two runs.
 *
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { show } from "../../spot/core/options/options.ts";
import { Fingerprint } from "./fingerprint.ts";

/**
 * Describes plain data so that equal values, and only those, have equal descriptions. Equal are
 * values whose copies by `structuredClone` look alike.
 *
 * @param field What messages call the value.
 * @param value Primitives, plain objects, arrays, typed arrays, their buffers, dates, regular
 * expressions, maps and sets, nested at will.
 * @returns A short text, or the SHA-256 of what is too long for a message.
 * @throws {TypeError} If a part is of another kind, or holds itself; the message has its place.
 */
export function describeValue(field: string, value: unknown): string {
  const walk = new Walk(field);
  walk.value(value);
  return walk.out.end();
}

/** The keys of a longer array would take more memory than a copy of it. */
const LONG_ARRAY = 65_536;
/** Of a text that is encoded at once. */
const LONG_TEXT = 4096;
const DEEPEST = 1000;
const LONGEST_PLACE = 100;

class Walk {
  readonly out = new Fingerprint();
  /** Where it is: the field, then keys. */
  readonly #place: string[];
  /** The objects that it is in. */
  readonly #within = new Set<object>();

  constructor(field: string) {
    this.#place = [field];
  }

  value(value: unknown): void {
    if (typeof value === "number") this.out.number(value);
    else if (typeof value === "string") this.text(value);
    else if (typeof value === "bigint") this.out.text(`${value}n`);
    else if (typeof value === "object" && value !== null) this.#enter(value);
    else if (typeof value === "symbol") this.#refuse("a symbol");
    else if (typeof value === "function") this.#refuse("a function");
    else this.out.text(String(value));
  }

  text(text: string): void {
    this.out.text('"');
    for (let start = 0; start < text.length; start += LONG_TEXT) {
      this.out.text(JSON.stringify(text.slice(start, start + LONG_TEXT)).slice(1, -1));
    }
    this.out.text('"');
  }

  array(array: readonly unknown[]): void {
    this.out.text("[");
    const holes = this.#elements(array);
    const extras = extraKeys(array, array.length - holes);
    if (extras.length > 0) this.properties(array, extras);
    this.out.text("]");
  }

  view(view: ArrayBufferView): void {
    // The tag is that of the built-in class, also for Node's Buffer.
    this.out.text(`${(view as Uint8Array)[Symbol.toStringTag]}(`);
    if ("BYTES_PER_ELEMENT" in view) this.out.elements(view as Uint8Array);
    else this.bytes(view.buffer, view.byteOffset, view.byteLength);
    this.out.text(")");
  }

  bytes(buffer: ArrayBufferLike, offset = 0, length = buffer.byteLength): void {
    this.out.elements(new Uint8Array(buffer, offset, length));
  }

  properties(object: object, keys: readonly string[]): void {
    this.out.text("{");
    for (const key of keys) {
      this.text(key);
      this.out.text(":");
      this.#at(key, object[key as keyof typeof object]);
      this.out.text(",");
    }
    this.out.text("}");
  }

  /** @returns How many elements there are not. */
  #elements(elements: readonly unknown[]): number {
    let holes = 0;
    for (let index = 0; index < elements.length; index++) {
      if (index > 0) this.out.text(",");
      const element = elements[index];
      if (typeof element === "number") this.out.number(element);
      else if (element !== undefined || Object.hasOwn(elements, index)) this.#at(index, element);
      else {
        this.out.text("empty");
        holes++;
      }
    }
    return holes;
  }

  #at(key: string | number, value: unknown): void {
    this.#place.push(typeof key === "number" ? `[${key}]` : `.${key}`);
    this.value(value);
    this.#place.pop();
  }

  #enter(object: object): void {
    if (this.#within.has(object)) this.#refuse("an object that holds itself");
    if (this.#within.size > DEEPEST) this.#refuse(`an object in more than ${DEEPEST} others`);
    this.#within.add(object);
    const encode = encoders.get(Object.getPrototypeOf(object));
    if (encode) encode(this, object);
    else if (ArrayBuffer.isView(object)) this.view(object);
    else if (isPlain(object)) this.properties(object, Object.keys(object).sort());
    else this.#refuse(`an object of class ${show(nameOfClass(object))}`);
    this.#refuseHidden(object);
    this.#within.delete(object);
  }

  /** What a copy leaves out, an objective of this thread would see. */
  #refuseHidden(object: object): void {
    const symbols = Object.getOwnPropertySymbols(object);
    const isSeen = (key: symbol) => Object.prototype.propertyIsEnumerable.call(object, key);
    if (symbols.some(isSeen)) this.#refuse("an object with a symbol as a key");
  }

  #refuse(what: string): never {
    const place = this.#place.join("");
    const shown = place.length > LONGEST_PLACE ? `${place.slice(0, LONGEST_PLACE)}...` : place;
    throw new TypeError(
      `'${shown}' must be plain data, which tell one run from another: current value is ${what}`,
    );
  }
}

type Encode = (walk: Walk, object: object) => void;

/** How objects of the built-in classes are encoded; an object of a subclass may hold more. */
const encoders = new Map<object, Encode>([
  entry(Array, (walk, array) => walk.array(array)),
  entry(Date, (walk, date) => walk.out.text(`Date(${date.getTime()})`)),
  entry(RegExp, (walk, { source, flags }) => {
    walk.out.text("RegExp");
    walk.array([source, flags]);
  }),
  entry(Map, (walk, map) => {
    walk.out.text("Map");
    walk.array([...map]);
  }),
  entry(Set, (walk, set) => {
    walk.out.text("Set");
    walk.array([...set]);
  }),
  entry(ArrayBuffer, (walk, buffer) => {
    walk.out.text("ArrayBuffer");
    walk.bytes(buffer);
  }),
  entry(SharedArrayBuffer, (walk, buffer) => {
    walk.out.text("SharedArrayBuffer");
    walk.bytes(buffer);
  }),
]);

function entry<T extends object>(
  { prototype }: { readonly prototype: T },
  encode: (walk: Walk, object: T) => void,
): [object, Encode] {
  return [prototype, encode as Encode];
}

/** The keys of an array beside its elements. */
function extraKeys(array: readonly unknown[], elements: number): string[] {
  const isBare = array.length > LONG_ARRAY && isDeepStrictEqual(array, array.slice());
  return isBare ? [] : Object.keys(array).slice(elements).sort();
}

/** Whether an object is of no class; that of another realm counts as well. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return typeof prototype !== "object" || prototype === null ||
    Object.hasOwn(prototype, "isPrototypeOf");
}

function nameOfClass(object: object): string {
  const { constructor } = object;
  return typeof constructor === "function" ? constructor.name : "unknown";
}

/**
 * WebAssembly written as expressions: a routine reads as the plain loop that it stands for, and becomes bytes
 * by assemble(). For example z += a x, two numbers at a time:
 *
 * ```ts
 * const axpy = routine({ z: "i32", a: "f64", x: "i32", n: "i32" }, ({ z, a, x, n }) => {
 *   const [i] = locals("i32");
 *   return [
 *     loop(i, 0, n, 2, [
 *       store(at(z, i), add(loadTwo(at(z, i)), mul(splat(a), loadTwo(at(x, i))))),
 *     ]),
 *   ];
 * });
 * ```
 *
 * Types are `i32`, also for places in memory, `f64`, and `f64x2`: two doubles in one register. What is done to
 * these two is done to each, rounded as ever: the same bits as one after the other. There is no operation
 * here that rounds otherwise.
 *
 * @see WebAssembly Core Specification, section 5.4, "Instructions".
 *
 * @module
 */
import { bytes, float64, type Routine, signed, unsigned } from "./module_bytes.ts";

const typeBytes = { i32: "\x7f", f64: "\x7c", f64x2: "\x7b" } as const;

/** The type of a value. */
export type Type = keyof typeof typeBytes;

/** Bytes as text. */
type Code = string;
/** The types of the locals of the routine that is being put together, in the order of their numbers. */
let localTypes: Type[] = [];

/** What has a value. */
export interface Expression<T extends Type> {
  readonly type: T;
  readonly code: Code;
}

/** A variable of a routine, 0 at its beginning. */
export interface Local<T extends Type> extends Expression<T> {
  readonly local: string;
}

/** A number stands for a constant of the type that is asked for; of type `f64x2`, for both. */
export type Operand<T extends Type> = Expression<T> | number;

/** What is done. */
export interface Statement {
  readonly does: Code;
}

/** What is done one after the other; nested as it was put together. */
export type Body = Statement | readonly Body[];

/** New variables of the routine whose body asks for them. */
export function locals<T extends Type>(type: T, count = 1): Local<T>[] {
  return Array.from({ length: count }, () => {
    const local = unsigned(localTypes.push(type) - 1);
    return { type, local, code: "\x20" + local };
  });
}

/** The code of an instruction on vectors, which begins with a prefix. */
const vector = (code: number) => "\xfd" + unsigned(code);

/** A number of a type, where nothing else tells the type. */
export function constant<T extends Type>(type: T, value: number): Expression<T> {
  if (type === "i32") return { type, code: "\x41" + signed(value) };
  if (type === "f64") return { type, code: "\x44" + float64(value) };
  return { type, code: vector(0x0c) + float64(value) + float64(value) };
}

function ofType<T extends Type>(type: T, operand: Operand<T>): Expression<T> {
  return typeof operand === "number" ? constant(type, operand) : operand;
}

/** The code of an operation, for each type that has it. */
type Codes = Partial<Record<Type, Code>>;

/** An operation of operands from left to right: sub(a, b, c) is (a - b) - c. */
function operation(codes: Codes) {
  return <T extends Type>(...operands: Operand<T>[]): Expression<T> => {
    const typed = operands.find((operand) => typeof operand !== "number");
    const operator = typed && codes[typed.type];
    if (!operator) {
      throw new TypeError("Cannot assemble an operation that its operands do not have");
    }
    return operands.map((operand) => ofType(typed.type, operand))
      .reduce((a, b) => ({ type: typed.type, code: a.code + b.code + operator }));
  };
}

/** a + b + ... */
export const add = operation({ i32: "\x6a", f64: "\xa0", f64x2: vector(0xf0) });
/** a - b - ... */
export const sub = operation({ i32: "\x6b", f64: "\xa1", f64x2: vector(0xf1) });
/** a b ... */
export const mul = operation({ i32: "\x6c", f64: "\xa2", f64x2: vector(0xf2) });
/** a / b / ...; of integers without a sign, cut off. */
export const div = operation({ i32: "\x6e", f64: "\xa3", f64x2: vector(0xf3) });
/** The larger one; NaN if one is. */
export const max = operation({ f64: "\xa5", f64x2: vector(0xf5) });
/** a & b & ..., bit by bit. */
export const and = operation({ i32: "\x71", f64x2: vector(0x4e) });
/** a ^ b ^ ..., bit by bit. */
export const xor = operation({ f64x2: vector(0x51) });
const shiftLeft = operation({ i32: "\x74" });
/** a + b + ... of the bits of doubles, taken as integers. */
export const addBits = operation({ f64x2: vector(0xce) });
/** a < b < ..., all bits of a double where it holds, none where not: for {@linkcode and}. */
export const lessBits = operation({ f64x2: vector(0x49) });

/** The bits of a where those of `mask` are set, else those of b. */
export function choose(
  mask: Expression<"f64x2">,
  a: Operand<"f64x2">,
  b: Operand<"f64x2">,
): Expression<"f64x2"> {
  const [left, right] = [ofType("f64x2", a), ofType("f64x2", b)];
  return { type: "f64x2", code: left.code + right.code + mask.code + vector(0x52) };
}
/** Whether each of two doubles has a bit: 1 or 0. */
export const haveBits = conversion("f64x2", "i32", vector(0xc3));

/** a = b: 1 or 0. */
export const equal = operation({ i32: "\x46" });
/** a < b: 1 or 0. */
export function less<T extends "i32" | "f64">(a: Operand<T>, b: Operand<T>): Expression<"i32"> {
  return { type: "i32", code: operation({ i32: "\x48", f64: "\x63" })(a, b).code };
}

type Doubles = "f64" | "f64x2";

/** An operation of one operand. */
function unary(codes: Record<Doubles, Code>) {
  return <T extends Doubles>({ type, code }: Expression<T>): Expression<T> => ({
    type,
    code: code + codes[type],
  });
}
/** The square root. */
export const sqrt = unary({ f64: "\x9f", f64x2: vector(0xef) });
/** |a|. */
export const abs = unary({ f64: "\x99", f64x2: vector(0xec) });
/** -a. */
export const neg = unary({ f64: "\x9a", f64x2: vector(0xed) });

function conversion<From extends Type, To extends Type>(_: From, type: To, operator: Code) {
  return ({ code }: Expression<From>): Expression<To> => ({ type, code: code + operator });
}
/** A double that is an integer of 32 bits as such. */
export const toInteger = conversion("f64", "i32", "\xaa");
/** An integer as a double. */
export const toDouble = conversion("i32", "f64", "\xb7");
/** The same double twice. */
export const splat = conversion("f64", "f64x2", vector(0x14));
/** The first of two doubles. */
export const first = conversion("f64x2", "f64", vector(0x21) + "\x00");
/** The second of two doubles. */
export const second = conversion("f64x2", "f64", vector(0x21) + "\x01");
/** The lower 32 bits of the first of two doubles. */
export const firstBits = conversion("f64x2", "i32", vector(0x1b) + "\x00");
/** The lower 32 bits of the second of two doubles. */
export const secondBits = conversion("f64x2", "i32", vector(0x1b) + "\x02");

/** The bits of each double, taken as an integer, times 2^count; they are cut off. */
export function shiftUp({ code }: Expression<"f64x2">, count: number): Expression<"f64x2"> {
  return { type: "f64x2", code: code + constant("i32", count).code + vector(0xcb) };
}
/** The bits of each double, taken as an integer of no sign, over 2^count. */
export function shiftDown({ code }: Expression<"f64x2">, count: number): Expression<"f64x2"> {
  return { type: "f64x2", code: code + constant("i32", count).code + vector(0xcd) };
}

/** An integer of 32 bits in place of each double, whose other bits are 0. */
export function words(value: number): Expression<"f64x2"> {
  const word = Array.from({ length: 4 }, (_, i) => bytes(value >>> 8 * i & 0xff)).join("");
  return { type: "f64x2", code: vector(0x0c) + `${word}\0\0\0\0`.repeat(2) };
}
/** Such an integer twice. */
export function splatWord({ code }: Expression<"i32">): Expression<"f64x2"> {
  return { type: "f64x2", code: code + "\xad" + vector(0x12) };
}
/** a + b + ... of such integers, cut to 32 bits. */
export const addWords = operation({ f64x2: vector(0xae) });
/** a b ... of such integers, cut to 32 bits. */
export const mulWords = operation({ f64x2: vector(0xb5) });
/** a < b of such integers, as {@linkcode lessBits}. */
export const lessWords = operation({ f64x2: vector(0xd8) });

const shuffle = (order: readonly number[]) => operation({ f64x2: vector(0x0d) + bytes(...order) });
/** The first doubles of a and of b. */
export const firsts = shuffle([0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]);
/** The second doubles of a and of b. */
export const seconds = shuffle([8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31]);

/** The place of the i-th double after a place. */
export function at(place: Operand<"i32">, i: Operand<"i32">): Expression<"i32"> {
  return add(ofType("i32", place), shiftLeft(ofType("i32", i), 3));
}

/** An access to the i-th double after a place, i constant: aligned to 2^3 bytes, so many bytes on. */
const access = (code: Code, i: number) => code + "\x03" + unsigned(8 * i);

function loading<T extends Type>(type: T, code: Code) {
  return (place: Operand<"i32">, i = 0): Expression<T> => ({
    type,
    code: ofType("i32", place).code + access(code, i),
  });
}
/** The i-th double after a place. */
export const load = loading("f64", "\x2b");
/** The i-th double after a place, and the next one. */
export const loadTwo = loading("f64x2", vector(0x00));
/** The i-th double after a place, twice. */
export const loadSplat = loading("f64x2", vector(0x0a));
/** The i-th double after a place, then 0. */
export const loadFirst = loading("f64x2", vector(0x5d));
/** The i-th integer of 32 bits after a place. */
export function loadWord(place: Operand<"i32">, i: number): Expression<"i32"> {
  const code = ofType("i32", place).code + "\x28\x02" + unsigned(4 * i);
  return { type: "i32", code };
}
/** The i-th doubles after two places. */
export function gather(a: Operand<"i32">, b: Operand<"i32">, i = 0): Expression<"f64x2"> {
  const one = loadFirst(a, i).code;
  return { type: "f64x2", code: ofType("i32", b).code + one + access(vector(0x57), i) + "\x01" };
}

/** Writes doubles from the i-th after a place on. */
export function store(place: Operand<"i32">, value: Expression<Doubles>, i = 0): Statement {
  const instruction = value.type === "f64" ? "\x39" : vector(0x0b);
  return { does: ofType("i32", place).code + value.code + access(instruction, i) };
}

/** local = value */
export function set<T extends Type>(local: Local<T>, value: Operand<T>): Statement {
  return { does: ofType(local.type, value).code + "\x21" + local.local };
}
/** Moves a place so many doubles on. */
export const advance = (place: Local<"i32">, by: Operand<"i32">) => set(place, at(place, by));

const inOrder = (body: Body): Code => "does" in body ? body.does : body.map(inOrder).join("");

/** for (i = from; i < to; i += step) { body } */
export function loop(
  i: Local<"i32">,
  from: Operand<"i32">,
  to: Operand<"i32">,
  step: Operand<"i32">,
  body: Body,
): Statement {
  const isLeft = less(i, to).code;
  const turn = inOrder([body, set(i, add(i, step))]);
  const turns = "\x03\x40" + turn + isLeft + "\x0d\0\x0b";
  return { does: set(i, from).does + isLeft + "\x04\x40" + turns + "\x0b" };
}

/** if (condition) { body } else { otherwise } */
export function when({ code }: Expression<"i32">, body: Body, otherwise: Body = []): Statement {
  return { does: code + "\x04\x40" + inOrder(body) + "\x05" + inOrder(otherwise) + "\x0b" };
}

/** Runs the routine of that number in the module. */
export function call(number: number, operands: readonly Expression<Type>[]): Statement {
  return { does: operands.map(({ code }) => code).join("") + "\x10" + unsigned(number) };
}

/** return value */
export function giveBack(value: Operand<"i32">): Statement {
  return { does: ofType("i32", value).code + "\x0f" };
}

/** Parameters by name. */
type Given<P extends Readonly<Record<string, Type>>> = {
  readonly [name in keyof P]: Local<P[name]>;
};

/**
 * Makes a routine.
 *
 * @param parameters Their types by name, in order.
 * @param body What it does; if it has a result, it ends by {@linkcode giveBack}.
 */
export function routine<P extends Readonly<Record<string, Type>>>(
  parameters: P,
  body: (given: Given<P>) => Body,
  { result }: { readonly result?: Type } = {},
): Routine {
  return () => {
    localTypes = [];
    const named = Object.entries(parameters).map(([name, type]) => [name, locals(type)[0]]);
    const given: Given<P> = Object.fromEntries(named);
    const code = inOrder(body(given)) + (result ? "\0" : "");
    const types = localTypes.map((type) => typeBytes[type]);
    return {
      parameters: types.slice(0, named.length).join(""),
      results: result ? typeBytes[result] : "",
      locals: types.slice(named.length).join(""),
      code,
    };
  };
}

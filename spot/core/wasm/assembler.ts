/**
 * WebAssembly functions written as expressions: a kernel reads as the plain loop that it stands for, and is
 * put into bytes when it is first needed. For example z += a x, two numbers at a time:
 *
 * ```ts
 * const axpy = kernel({ z: "int", x: "int", n: "int", a: "double" }, ({ z, x, n, a }) => {
 *   const i = int();
 *   return [
 *     loop(i, 0, n, 2, [
 *       store(at(z, i), add(loadPair(at(z, i)), mul(both(a), loadPair(at(x, i))))),
 *     ]),
 *   ];
 * });
 * ```
 *
 * Types are `int` (32 bits, also places in memory), `double`, and `pair`: two doubles in one register. What is
 * done to a pair is done to each of its doubles, rounded as ever: the same bits as one after the other.
 *
 * @see WebAssembly Core Specification, section 5.4, "Instructions".
 *
 * @module
 */
import { float64, type FunctionBytes, moduleBytes, signed, unsigned } from "./module_bytes.ts";

const valueTypes = { int: 0x7f, double: 0x7c, pair: 0x7b } as const;

/** The type of an expression. */
export type Type = keyof typeof valueTypes;

/** Bytes, and variables whose numbers are not known yet. */
type Code = readonly (number | Variable<Type>)[];

/** What has a value. */
export interface Expression<T extends Type> {
  readonly type: T;
  readonly code: Code;
}

/** A variable of a function, 0 at its beginning. */
export interface Variable<T extends Type> extends Expression<T> {
  readonly isVariable: true;
}

/** What is done. */
export interface Statement {
  readonly does: Code;
}

/** A number stands for a constant of the type that is asked for; a pair has it twice. */
export type Operand<T extends Type> = Expression<T> | number;

function variable<T extends Type>(type: T): Variable<T> {
  const code: (number | Variable<T>)[] = [0x20];
  const made: Variable<T> = { type, code, isVariable: true };
  code.push(made);
  return made;
}

/** A new variable. */
export const int = () => variable("int");
export const double = () => variable("double");
export const pair = () => variable("pair");

/** Several new variables. */
export const doubles = (count: number) => Array.from({ length: count }, double);
export const pairs = (count: number) => Array.from({ length: count }, pair);
export const ints = (count: number) => Array.from({ length: count }, int);

/** Instructions on pairs, and on the integers that their bits are, begin with a prefix. */
const simd = (code: number): Code => [0xfd, ...unsigned(code)];

/** A number as an expression, where nothing else tells its type. */
export function constant<T extends Type>(type: T, value: number): Expression<T> {
  if (type === "int") return { type, code: [0x41, ...signed(value)] };
  if (type === "double") return { type, code: [0x44, ...float64(value)] };
  return { type, code: [...simd(0x0c), ...float64(value), ...float64(value)] };
}

function ofType<T extends Type>(type: T, operand: Operand<T>): Expression<T> {
  return typeof operand === "number" ? constant(type, operand) : operand;
}

/** The expressions of operands, of which at least one tells the type. */
function typed<T extends Type>(operands: readonly Operand<T>[]): readonly Expression<T>[] {
  const told = operands.find((operand) => typeof operand !== "number");
  if (told === undefined) throw new TypeError("Cannot tell the type of constants alone");
  return operands.map((operand) => ofType(told.type, operand));
}

type Instructions = Partial<Record<Type, Code>>;

function instruction(codes: Instructions, type: Type): Code {
  const code = codes[type];
  if (!code) throw new TypeError(`Cannot do this to the type ${type}`);
  return code;
}

/** Operations from left to right: a - b - c is (a - b) - c. */
function chained(codes: Instructions) {
  return <T extends Type>(...operands: Operand<T>[]): Expression<T> =>
    typed(operands).reduce((a, b) => ({
      type: a.type,
      code: [...a.code, ...b.code, ...instruction(codes, a.type)],
    }));
}

export const add = chained({ int: [0x6a], double: [0xa0], pair: simd(0xf0) });
export const sub = chained({ int: [0x6b], double: [0xa1], pair: simd(0xf1) });
export const mul = chained({ int: [0x6c], double: [0xa2], pair: simd(0xf2) });
export const div = chained({ double: [0xa3], pair: simd(0xf3) });
/** Bit by bit. */
export const and = chained({ int: [0x71], pair: simd(0x4e) });
/** The sum of the bits of each double, taken as integers. */
export const addBits = chained({ pair: simd(0xce) });

function unary(codes: Instructions) {
  return <T extends Type>({ type, code }: Expression<T>): Expression<T> => ({
    type,
    code: [...code, ...instruction(codes, type)],
  });
}

export const sqrt = unary({ double: [0x9f], pair: simd(0xef) });
export const abs = unary({ double: [0x99], pair: simd(0xec) });
export const neg = unary({ double: [0x9a], pair: simd(0xed) });

/** The bits of each double, taken as an integer, moved up or down. */
export const shiftUp = (value: Expression<"pair">, bits: number) => shifted(value, bits, 0xcb);
export const shiftDown = (value: Expression<"pair">, bits: number) => shifted(value, bits, 0xcd);
function shifted({ code }: Expression<"pair">, bits: number, shift: number): Expression<"pair"> {
  return { type: "pair", code: [...code, ...constant("int", bits).code, ...simd(shift)] };
}

/** a < b: 1 or 0. */
export function less<T extends "int" | "double">(a: Operand<T>, b: Operand<T>): Expression<"int"> {
  const compared = chained({ int: [0x48], double: [0x63] })(a, b);
  return { type: "int", code: compared.code };
}
/** a < b: all bits or none of each double, for {@linkcode and}. */
export const lessBits = chained({ pair: simd(0x49) });

/** The double twice. */
export function both({ code }: Expression<"double">): Expression<"pair"> {
  return { type: "pair", code: [...code, ...simd(0x14)] };
}
/** The first double of a pair, and the second. */
export const first = (value: Expression<"pair">) => lane(value, 0);
export const second = (value: Expression<"pair">) => lane(value, 1);
function lane({ code }: Expression<"pair">, number: number): Expression<"double"> {
  return { type: "double", code: [...code, ...simd(0x21), number] };
}

/** The first doubles of two pairs, and the second ones. */
export const firsts = (a: Expression<"pair">, b: Expression<"pair">) => shuffled(a, b, 0);
export const seconds = (a: Expression<"pair">, b: Expression<"pair">) => shuffled(a, b, 8);
function shuffled(a: Expression<"pair">, b: Expression<"pair">, from: number): Expression<"pair"> {
  const bytes = [0, 1, 2, 3, 4, 5, 6, 7].map((byte) => byte + from);
  const order = [...bytes, ...bytes.map((byte) => byte + 16)];
  return { type: "pair", code: [...a.code, ...b.code, ...simd(0x0d), ...order] };
}

/** The lower 32 bits of a pair's doubles. */
export const firstBits = (value: Expression<"pair">) => bitsOf(value, 0);
export const secondBits = (value: Expression<"pair">) => bitsOf(value, 2);
function bitsOf({ code }: Expression<"pair">, number: number): Expression<"int"> {
  return { type: "int", code: [...code, ...simd(0x1b), number] };
}

/** The place of the i-th double after another place. */
export function at(place: Operand<"int">, i: Operand<"int">): Expression<"int"> {
  return add(ofType("int", place), mul(ofType("int", i), 8));
}

/** The i-th double after a place, i being a constant: 8-byte aligned, so many bytes on. */
const placed = (i: number): Code => [0x03, ...unsigned(8 * i)];

/** The double at a place, or i after it. */
export function load(place: Operand<"int">, i = 0): Expression<"double"> {
  return { type: "double", code: [...ofType("int", place).code, 0x2b, ...placed(i)] };
}
/** The double at a place and the next one. */
export function loadPair(place: Operand<"int">, i = 0): Expression<"pair"> {
  return { type: "pair", code: [...ofType("int", place).code, ...simd(0x00), ...placed(i)] };
}
/** The double at a place, twice. */
export function loadBoth(place: Operand<"int">, i = 0): Expression<"pair"> {
  return { type: "pair", code: [...ofType("int", place).code, ...simd(0x0a), ...placed(i)] };
}
/** The doubles at two places. */
export function gather(a: Expression<"int">, b: Expression<"int">, i = 0): Expression<"pair"> {
  const one = [...a.code, ...simd(0x5d), ...placed(i)];
  return { type: "pair", code: [...b.code, ...one, ...simd(0x57), ...placed(i), 1] };
}

/** Writes a double, or a pair's two. */
export function store(
  place: Operand<"int">,
  value: Expression<"double"> | Expression<"pair">,
  i = 0,
): Statement {
  const instruction = value.type === "double" ? [0x39] : simd(0x0b);
  return { does: [...ofType("int", place).code, ...value.code, ...instruction, ...placed(i)] };
}

export function set<T extends Type>(to: Variable<T>, value: Operand<T>): Statement {
  return { does: [...ofType(to.type, value).code, 0x21, to] };
}
/** Moves a place so many doubles on. */
export const advance = (place: Variable<"int">, by: Operand<"int">) => set(place, at(place, by));

const inOrder = (statements: readonly Statement[]): Code => statements.flatMap(({ does }) => does);

/** for (i = from; i < to; i += step) */
export function loop(
  i: Variable<"int">,
  ...[from, to, step, body]: readonly [
    from: Operand<"int">,
    to: Operand<"int">,
    step: Operand<"int">,
    body: readonly Statement[],
  ]
): Statement {
  const isLeft = less<"int">(i, to).code;
  const turn = inOrder([...body, set(i, add(i, step))]);
  const turns = [0x03, 0x40, ...turn, ...isLeft, 0x0d, 0x00, 0x0b];
  return { does: [...set(i, from).does, ...isLeft, 0x04, 0x40, ...turns, 0x0b] };
}

/** if (condition) { body } else { otherwise } */
export function when(
  { code }: Expression<"int">,
  body: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement {
  return { does: [...code, 0x04, 0x40, ...inOrder(body), 0x05, ...inOrder(otherwise), 0x0b] };
}

/** Ends a function that has a result. */
export const giveBack = (value: Operand<"int">): Statement => ({
  does: [...ofType("int", value).code, 0x0f],
});

/** A function: parameters by name and type, in order. */
export interface Kernel {
  readonly bytes: FunctionBytes;
}

/** Makes a function; one that gives back ints names that as its result. */
export function kernel<P extends Readonly<Record<string, Type>>>(
  types: P,
  body: (parameters: { readonly [name in keyof P]: Variable<P[name]> }) => readonly Statement[],
  result?: "int",
): Kernel {
  const named = Object.entries(types).map(([name, type]) => [name, variable(type)] as const);
  const parameters = named.map(([, made]) => made);
  const code = inOrder(body(Object.fromEntries(named) as Parameters<typeof body>[0]));
  const variables = new Set<Variable<Type>>(parameters);
  for (const part of code) if (typeof part !== "number") variables.add(part);
  const all = [...variables];
  const numbers = new Map(all.map((each, i) => [each, unsigned(i)]));
  const byteOf = ({ type }: Variable<Type>) => valueTypes[type];
  return {
    bytes: {
      parameters: parameters.map(byteOf),
      results: result ? [valueTypes[result]] : [],
      locals: all.slice(parameters.length).map(byteOf),
      // A function with a result that ends by giving it back ends nowhere else.
      code: [
        ...code.flatMap((part) => typeof part === "number" ? part : numbers.get(part)!),
        ...(result ? [0x00] : []),
      ],
    },
  };
}

/** The bytes of a module of kernels, by name. */
export function assemble(
  kernels: Readonly<Record<string, Kernel>>,
  constants?: readonly number[],
): Uint8Array<ArrayBuffer> {
  const functions = Object.entries(kernels).map(([name, { bytes }]) => [name, bytes] as const);
  return moduleBytes(Object.fromEntries(functions), constants);
}

/**
 * TensorBoard's events: numbers by step, and the hyperparameters of a session.
 *
 * @see https://github.com/tensorflow/tensorboard/tree/master/tensorboard/compat/proto, `event.proto` and
 * `summary.proto`; and `plugins/hparams/plugin_data.proto`
 *
 * @module
 */
import type { Configuration, Level } from "../core/space/variable.ts";
import {
  doubleField,
  type Field,
  floatField,
  integerField,
  joinBytes,
  messageField,
  textField,
} from "./protobuf.ts";

/** Where an event stands. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  /** A whole number. @default {0} */
  readonly step?: number;
}

const START = 1;
const WRITER = "@spot/spot";

function event({ timeMs, step = 0 }: Moment, ...fields: readonly Field[]): Field {
  return joinBytes(
    doubleField(1, timeMs / 1000),
    ...(step === 0 ? [] : [integerField(2, step)]),
    ...fields,
  );
}

/** What every file begins with. */
const beginning = joinBytes(
  textField(3, "brain.Event:2"),
  messageField(10, textField(1, WRITER)),
);
/** The time stands before it. */
const TIME_BYTES = 9;

/** The first event of a file, which says who wrote it. */
export const beginningEvent = (timeMs: number): Field => event({ timeMs }, beginning);

/** Tells whether a file's first event says that this module wrote it. */
export function isOurs(first: Uint8Array | undefined): boolean {
  return first?.length === TIME_BYTES + beginning.length &&
    beginning.every((byte, i) => byte === first[TIME_BYTES + i]);
}

/** The second event of a run's file: what the run is. */
export function identityEvent(timeMs: number, identity: string): Field {
  return event({ timeMs }, messageField(7, integerField(1, START), textField(3, identity)));
}

/** Tells whether an event is that of a run, whenever it was written. */
export function hasIdentity(second: Uint8Array | undefined, identity: string): boolean {
  const wanted = identityEvent(0, identity);
  return second?.length === wanted.length &&
    wanted.every((byte, i) => i < TIME_BYTES || byte === second[i]);
}

/** Numbers at one step, by their tags; those of 32 bits that are nearest. NaN is left out. */
export function scalarsEvent(moment: Moment, scalars: Readonly<Record<string, number>>): Field {
  const values = Object.entries(scalars).filter(([, value]) => !Number.isNaN(value)).map((
    [tag, value],
  ) => messageField(1, textField(1, tag), floatField(2, value)));
  return event(moment, messageField(5, ...values));
}

/** What a session was begun with. */
export interface SessionStart {
  readonly configuration: Configuration;
  /** Sessions of one group are replicates: shown by their means. */
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly startMs: number;
}

/** The beginning of a session. */
export function sessionStartEvent(
  timeMs: number,
  { configuration, group, startMs }: SessionStart,
): Field {
  const hyperparameters = Object.entries(configuration).flatMap(([name, level]) =>
    level === undefined
      ? []
      : [messageField(1, textField(1, name), messageField(2, levelField(level)))]
  );
  return hyperparameterEvent(timeMs, {
    tag: "_hparams_/session_start_info",
    data: messageField(
      3,
      ...hyperparameters,
      textField(4, group),
      doubleField(5, startMs / 1000),
    ),
  });
}

const statusCodes = { unknown: 0, success: 1, failure: 2 } as const;

/** How a session ended. */
export type SessionStatus = keyof typeof statusCodes;

/** The end of a session. */
export function sessionEndEvent(timeMs: number, status: SessionStatus): Field {
  return hyperparameterEvent(timeMs, {
    tag: "_hparams_/session_end_info",
    data: messageField(4, integerField(1, statusCodes[status]), doubleField(2, timeMs / 1000)),
  });
}

function hyperparameterEvent(
  timeMs: number,
  { tag, data }: { readonly tag: string; readonly data: Field },
): Field {
  const plugin = messageField(1, textField(1, "hparams"), messageField(2, data));
  return event(
    { timeMs },
    messageField(5, messageField(1, textField(1, tag), messageField(9, plugin))),
  );
}

/** A value of JSON. */
function levelField(level: Level): Field {
  if (typeof level === "number") return doubleField(2, level);
  return typeof level === "string" ? textField(3, level) : integerField(4, level ? 1 : 0);
}

/**
 * The state of a training between two epochs, as bytes: with them it goes on to the same bits as if it
 * had never stopped.
 *
 * The order of the rows is not among them: it is shuffled again, epoch by epoch, from its stream.
 *
 * @module
 */

/** What a training consists of between two epochs, live. */
export interface TrainingState {
  /** Parameters and running statistics. */
  readonly values: readonly Float64Array[];
  /** The optimizer's own numbers. */
  readonly optimizer: readonly Float64Array[];
  /** Training steps so far, on which the dropout masks depend. */
  readonly steps: number;
  /** The validation metric and the learning rate of each epoch. */
  readonly valLossPerEpoch: readonly number[];
  readonly learningRatePerEpoch: readonly number[];
}

/** What was saved beside the numbers that are restored in place. */
export type RestoredProgress = Pick<
  TrainingState,
  "steps" | "valLossPerEpoch" | "learningRatePerEpoch"
>;

/** Tells these bytes from others, and their form from later ones. */
const MAGIC = 0x5370_6f74_4331;
const HEADER = 3;

/** Saves the state of a training. */
export function saveTraining(state: TrainingState): Uint8Array {
  const { values, optimizer, steps, valLossPerEpoch, learningRatePerEpoch } = state;
  const header = [MAGIC, steps, valLossPerEpoch.length];
  const parts = [header, valLossPerEpoch, learningRatePerEpoch, ...values, ...optimizer];
  const bytes = new Uint8Array(8 * parts.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, at += 8) view.setFloat64(at, part[i], true);
  }
  return bytes;
}

/**
 * Restores the state of a training in place.
 *
 * @returns What stands in no array of the state's.
 * @throws {RangeError} If the bytes are not those of such a training.
 */
export function resumeTraining(
  bytes: Uint8Array,
  { values, optimizer }: Pick<TrainingState, "values" | "optimizer">,
): RestoredProgress {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [magic, steps, epochs] = Array.from(
    { length: HEADER },
    (_, i) => bytes.length >= 8 * HEADER ? view.getFloat64(8 * i, true) : NaN,
  );
  const arrays = [...values, ...optimizer];
  const expected = arrays.reduce((sum, { length }) => sum + length, HEADER + 2 * epochs);
  if (magic !== MAGIC || bytes.length !== 8 * expected) {
    throw new RangeError(
      "Cannot go on with a training as its checkpoint must be that of the same configuration: " +
        `current size is ${bytes.length} bytes${magic === MAGIC ? `, not ${8 * expected}` : ""}`,
    );
  }
  let at = 8 * HEADER;
  const read = () => view.getFloat64((at += 8) - 8, true);
  const valLossPerEpoch = Array.from({ length: epochs }, read);
  const learningRatePerEpoch = Array.from({ length: epochs }, read);
  for (const array of arrays) for (let i = 0; i < array.length; i++) array[i] = read();
  return { steps, valLossPerEpoch, learningRatePerEpoch };
}

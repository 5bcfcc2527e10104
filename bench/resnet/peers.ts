/** The same work by others: plain loops in C, PyTorch, TypeScript without care. @module */
import { fileURLToPath } from "node:url";
import { NNResNetRegressor } from "../../spot/nn/resnet.ts";
import type { TrainingConfiguration } from "../../spot/nn/training_configuration.ts";
import { activationNames } from "../../spot/nn/activations.ts";
import { PlainResNet, trainPlain } from "../../tests/nn/plain/plain_resnet.ts";
import { cpuSeconds } from "./cpu_seconds.ts";
import { epochConfiguration } from "./epochs.ts";
import type { InstructionSet } from "./instruction_sets.ts";
import { workload, workloadData, workloadOptimizers } from "./workload.ts";

/** An interpreter that has PyTorch, and what it may use. */
export interface PyTorch {
  readonly python: string;
  readonly instructions: InstructionSet;
}

/** What a command prints for some input; null if there is no such command, or it fails. */
async function output(
  command: string,
  args: readonly string[],
  { input, env }: { readonly input: string; readonly env?: Readonly<Record<string, string>> },
): Promise<string | null> {
  try {
    const child = new Deno.Command(command, {
      args: [...args],
      env,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input)).catch(() => {});
    await writer.close().catch(() => {});
    const { success, stdout } = await child.output();
    return success ? new TextDecoder().decode(stdout) : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

const peer = (name: string) => fileURLToPath(new URL(`../peers/${name}`, import.meta.url));

/** CPU seconds of plain loops in C, the best of three; null without a compiler. */
export async function cLoops({ march }: InstructionSet): Promise<number | null> {
  const binary = await Deno.makeTempFile();
  const compiled = await output("cc", [
    ...["-O3", `-march=${march}`, "-o", binary],
    ...[peer("resnet_loops.c"), "-lm"],
  ], { input: "" });
  const lines = workload.map((c) =>
    [
      ...[c.l1, c.epochs, c.batchSize, activationNames.indexOf(c.actFn)],
      ...[workloadOptimizers.findIndex((name) => name === c.optimizer), c.dropoutProb, c.lrMult],
    ].join(" ")
  ).join("\n");
  const seconds: number[] = [];
  for (let round = 0; compiled !== null && round < 3; round++) {
    const printed = await output(binary, [], { input: lines });
    if (printed !== null) seconds.push(JSON.parse(printed).cpuSeconds);
  }
  await Deno.remove(binary);
  return seconds.length > 0 ? Math.min(...seconds) : null;
}

/**
 * CPU seconds of the PyTorch loop with default settings, from every sixteenth epoch of each training
 * (its epochs all cost the same); null if `python` has no PyTorch.
 */
export async function pyTorchLoop(torch: PyTorch): Promise<number | null> {
  const printed = await trainWithPyTorch(
    torch,
    workload.map((c) => ({ ...c, epochs: c.epochs / 16 })),
  );
  if (printed === null) return null;
  return 16 * printed.cpuSeconds.reduce((sum, value) => sum + value, 0);
}

/** CPU seconds of PyTorch's fastest epoch at each of some widths; null without PyTorch. */
export async function pyTorchEpochs(
  torch: PyTorch,
  widths: readonly { readonly l1: number; readonly epochs: number }[],
): Promise<readonly number[] | null> {
  const trainings = widths.map(({ l1, epochs }) => ({ ...epochConfiguration(l1), epochs }));
  return (await trainWithPyTorch(torch, trainings))?.epochSeconds ?? null;
}

/** Trains with default settings, after a short training to warm up. */
async function trainWithPyTorch(
  { python, instructions }: PyTorch,
  configurations: readonly TrainingConfiguration[],
) {
  const { data, trainRows, valRows } = await workloadData();
  const pick = (rows: readonly number[]) => (
    { X: rows.map((row) => data.features[row]), y: rows.map((row) => data.target[row]) }
  );
  const trainings = configurations.map((c) => ({ ...c, patience: null, seed: 1 }));
  const job = { train: pick(trainRows), val: pick(valRows), scaleTarget: false };
  const warmUp = { ...trainings[0], epochs: 2 };
  const printed = await output(
    python,
    [peer("resnet_torch.py")],
    {
      input: JSON.stringify({
        ...job,
        trainings: [warmUp, ...trainings],
        dtype: "float32",
        fast: false,
      }),
      env: instructions.environment,
    },
  );
  if (printed === null) return null;
  const all: Record<"cpuSeconds" | "epochSeconds", number[]> = JSON.parse(printed);
  return { cpuSeconds: all.cpuSeconds.slice(1), epochSeconds: all.epochSeconds.slice(1) };
}

/** CPU seconds of the plain composition that the tests check against, after one training to warm up. */
export async function plainTypeScript(): Promise<number> {
  const { data, trainRows, valRows } = await workloadData();
  const rows = {
    X: trainRows.map((row) => data.features[row]),
    Y: trainRows.map((row) => [data.target[row]]),
  };
  const val = {
    valX: valRows.map((row) => data.features[row]),
    valY: valRows.map((row) => [data.target[row]]),
  };
  const train = (c: typeof workload[number]) => {
    const { l1, actFn, dropoutProb, initialization } = c;
    const options = { lIn: 10, l1, actFn, dropoutProb, seed: 1 };
    const start = new NNResNetRegressor({ ...options, initialization }).stateDict();
    trainPlain(new PlainResNet(options, start), { ...c, ...rows, ...val });
  };
  train(workload[4]);
  const start = cpuSeconds();
  workload.forEach(train);
  return cpuSeconds() - start;
}

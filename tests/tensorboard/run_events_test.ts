/** The event files of runs: what TensorBoard reads in them, and what is left of them. */
import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import {
  defineObjective,
  defineSpace,
  designControlInit,
  factor,
  float,
  funControlInit,
  type FunControlOptions,
  makeParallel,
  type ObjectiveFunction,
  Spot,
} from "../../mod.ts";
import { askUntil, startServer } from "../_python_server.ts";
import { readRecords } from "../../spot/tensorboard/records.ts";
import { hasTensorBoard, type ReadRun, readRuns } from "./_tensorboard.ts";

const tensorboardTest = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, fn, ignore: !hasTensorBoard });

/** Calls a function with a folder that is removed afterwards. */
async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const sphere = ([a, b]: readonly number[]) => a * a + b * b;
const bounds = { lower: [-1, -1], upper: [2, 2] };

async function tune(fun: ObjectiveFunction, options: FunControlOptions): Promise<Spot> {
  const funControl = funControlInit({ funEvals: 12, onError: "record", ...options });
  return await new Spot({ fun, funControl }).run();
}

/** The only folder in a folder. */
function onlyFolder(folder: string): string {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  assertEquals(names.length, 1, names.join(", "));
  return join(folder, names[0]);
}

/** Numbers of complete records in the files of a folder, oldest first. */
function recordCounts(folder: string): number[] {
  return [...Deno.readDirSync(folder)].filter(({ isFile }) => isFile).map(({ name }) => name).sort()
    .map((name) => [...readRecords(Deno.readFileSync(join(folder, name)))].length);
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(join(folder, name)) : [join(folder, name)]
  );
}

const rounded = (values: readonly number[]) => values.map(Math.fround);

tensorboardTest("TensorBoard reads a run's scalars, rows and surrogates", async () => {
  await inFolder(async (folder) => {
    const fun: ObjectiveFunction = ([a, b], { report }) => {
      for (const step of [1, 2, 5]) report(step, a + step);
      if (b > 1.5) throw new Error("too large");
      return sphere([a, b]);
    };
    const spot = await tune(fun, {
      ...bounds,
      varName: ["weight / decay", "b"],
      tensorboardLog: folder,
      seed: 3,
    });
    const { rows } = spot.record;
    const read = await readRuns(onlyFolder(folder));
    assertEquals(Object.keys(read).length, 13);
    const { ".": { writer, scalars } } = read;
    assertEquals(writer, "@spot/spot");
    const known = rows.filter(({ failure }) => !failure);
    assert(known.length < rows.length);
    assertEquals(scalars["objective/y"].map(([row]) => row), known.map(({ row }) => row));
    assertEquals(
      scalars["objective/y"].map(([, y]) => y),
      rounded(known.map(({ y }) => y)),
    );
    assertEquals(scalars["objective/best"].at(-1), [11, Math.fround(spot.minY)]);
    assertEquals(scalars["rows/failed"].at(-1), [11, rows.length - known.length]);
    for (
      const name of [
        "negative_log_likelihood",
        "nugget_log10",
        "theta_log10/weight / decay",
        "theta_log10/b",
      ]
    ) assertEquals(scalars[`surrogate/${name}`].map(([row]) => row), [10, 11], name);
    for (const { row, x, y, failure } of rows) {
      const name = `row-${String(row).padStart(5, "0")}`;
      const { configuration, status, group, scalars } = read[name];
      assertEquals(configuration, { "weight / decay": x[0], b: x[1] });
      assertEquals(status, failure ? "STATUS_FAILURE" : "STATUS_SUCCESS");
      assertMatch(group!, new RegExp(`^${name} of `));
      assertEquals(
        scalars["row/curve"],
        [1, 2, 5].map((step) => [step, Math.fround(x[0] + step)]),
      );
      assertEquals(scalars["row/y"], failure ? undefined : [[row, Math.fround(y)]]);
    }
  });
});

tensorboardTest("TensorBoard reads objectives, constraints and conditional factors", async () => {
  await inFolder(async (folder) => {
    const space = defineSpace({
      model: factor(["linear", "β"]),
      isDeep: factor([true, false]),
      rate: float(0.1, 1, { when: { model: "β" } }),
    });
    const funControl = funControlInit({
      space,
      objectives: [{ name: "error" }, { name: "speed", direction: "maximize" }],
      funEvals: 12,
      tensorboardLog: folder,
    });
    const fun = defineObjective(import.meta.url, "fun", space, ({ model, rate = 0 }) => ({
      values: [1 + rate, model === "β" ? rate : 0.5],
      constraints: [rate - 0.3],
    }));
    const spot = await new Spot({ fun, funControl }).run();
    const read = await readRuns(onlyFolder(folder));
    const { scalars } = read["."];
    const names = Object.keys(scalars).sort();
    assertEquals(names.filter((name) => !name.startsWith("surrogate")), [
      ...["objective/constraint_1", "objective/error", "objective/front_size", "objective/speed"],
      ...["rows/infeasible", "rows/seconds"],
    ]);
    for (const objective of ["error", "speed"]) {
      for (const figure of ["nugget_log10", "theta_log10/rate", "theta_log10/model"]) {
        assert(names.includes(`surrogate ${objective}/${figure}`), `${objective} ${figure}`);
      }
    }
    const configurations = Object.values(read).map(({ configuration }) => configuration)
      .filter((configuration) => configuration !== undefined);
    assertEquals(configurations.length, spot.record.rows.length);
    for (const { model, isDeep, rate } of configurations) {
      assertEquals(typeof isDeep, "boolean");
      assertEquals(typeof rate, model === "β" ? "number" : "undefined");
    }
  });
});

tensorboardTest(
  "TensorBoard reads replicates as one group, and budgets as hyperparameters",
  async () => {
    await inFolder(async (folder) => {
      const noisy = { noise: true, funRepeats: 2, seed: 4 };
      const fun: ObjectiveFunction = ([a, b], { random }) => sphere([a, b]) + random();
      const { record } = await tune(fun, {
        ...bounds,
        ...noisy,
        tensorboardLog: `${folder}/noisy`,
      });
      const groups = Object.values(await readRuns(onlyFolder(`${folder}/noisy`)))
        .flatMap(({ group }) => group ?? []);
      const points = new Set(record.rows.map(({ x }) => x.join()));
      assert(points.size < record.rows.length);
      assertEquals(new Set(groups).size, points.size);

      const fidelity = { name: "epochs", lower: 1, upper: 9 };
      const cheap = await tune(sphere, { ...bounds, fidelity, tensorboardLog: `${folder}/cheap` });
      const runs: ReadRun[] = Object.values(await readRuns(onlyFolder(`${folder}/cheap`)));
      const budgets = runs.flatMap(({ configuration }) => configuration?.budget ?? []);
      assertEquals(
        budgets.map(Number).sort(),
        cheap.record.rows.map(({ budget }) => budget!).sort(),
      );
    });
  },
);

tensorboardTest("TensorBoard reads a run of one row and one variable", async () => {
  await inFolder(async (folder) => {
    const funControl = funControlInit({
      ...{ lower: [0], upper: [1], funEvals: 1, tensorboardLog: folder },
    });
    const designControl = designControlInit({ initSize: 1 });
    const { minX, minY } = await new Spot({ fun: ([x]) => x, funControl, designControl }).run();
    const read = await readRuns(onlyFolder(folder));
    assertEquals(read["."].scalars["objective/best"], [[0, Math.fround(minY)]]);
    assertEquals(read["row-00000"].configuration, { x0: minX[0] });
  });
});

tensorboardTest("TensorBoard reads runs of which all rows failed", async () => {
  await inFolder(async (folder) => {
    const fail = () => {
      throw new Error("no value");
    };
    await assertRejects(() => tune(fail, { ...bounds, tensorboardLog: folder }), Error, "failed");
    const read = await readRuns(onlyFolder(folder));
    assertEquals(read["."].scalars["rows/failed"].at(-1), [9, 10]);
    assertEquals(read["row-00000"].status, "STATUS_FAILURE");
  });
});

Deno.test("Spot.run() adds to the event files of a run that was ended", async () => {
  await inFolder(async (folder) => {
    const run = async (tensorboardLog: string, log: string | undefined, stopAfter = Infinity) => {
      await using fun = makeParallel(sphere, { method: "sequential", log });
      const funControl = funControlInit({ ...bounds, funEvals: 14, tensorboardLog });
      const ended = new AbortController();
      const onResult = ({ done }: { done: number }) => {
        if (done === stopAfter) ended.abort(new Error("stopped"));
      };
      return await new Spot({ fun, funControl }).run({ signal: ended.signal, onResult });
    };
    const [events, log] = [`${folder}/events`, `${folder}/run.journal`];
    await assertRejects(() => run(events, log, 11), Error, "stopped");
    const path = onlyFolder(events);
    assertEquals(recordCounts(path), [2 + 11]);
    // The end of a process in the middle of a record.
    const [file] = [...Deno.readDirSync(path)].filter(({ isFile }) => isFile);
    const { size } = Deno.statSync(join(path, file.name));
    Deno.truncateSync(join(path, file.name), size - 1);
    await run(events, log);
    assertEquals(onlyFolder(events), path);
    assertEquals(recordCounts(path), [2 + 10, 1 + 4]);
    assertEquals(filesIn(path).length, 14 + 2);
    if (hasTensorBoard) {
      const { scalars } = (await readRuns(path))["."];
      assertEquals(
        scalars["objective/y"].map(([row]) => row),
        Array.from({ length: 14 }, (_, row) => row),
      );
    }
    // A run of its own, although all is the same.
    await run(events, undefined);
    assertEquals([...Deno.readDirSync(events)].length, 2);
    // Another run's log.
    await run(`${folder}/others`, log);
    assertEquals(recordCounts(onlyFolder(`${folder}/others`)), [2 + 14]);
  });
});

Deno.test("tensorboardClean removes event files of Spot, and nothing else", async () => {
  await inFolder(async (folder) => {
    const options = { ...bounds, tensorboardLog: folder };
    await tune(sphere, options);
    const old = onlyFolder(folder);
    const [own] = filesIn(old);
    const foreign = [
      join(folder, "notes.txt"),
      join(old, "notes.txt"),
      join(old, "events.out.tfevents.1700000000.host"),
      join(old, "events.out.tfevents.1700000000.spot"),
      join(folder, "other", "events.out.tfevents.1700000000.spot"),
    ];
    Deno.mkdirSync(join(folder, "other"));
    Deno.mkdirSync(join(folder, "empty"));
    for (const path of foreign) Deno.writeTextFileSync(path, "not ours");
    await Deno.symlink(old, join(folder, "link"));
    assert(filesIn(folder).includes(own));
    const spot = await tune(sphere, { ...options, tensorboardClean: true });
    const left = filesIn(folder).filter((path) => !/row-\d+/.test(path));
    assertEquals(left.filter((path) => foreign.includes(path)).length, foreign.length);
    assertEquals(left.filter((path) => !foreign.includes(path)).length, 1 + 1, left.join("\n"));
    assertEquals([...Deno.readDirSync(folder)].some(({ name }) => name === "empty"), true);
    assertEquals(spot.record.notices, []);
  });
});

Deno.test("Spot.run() goes on and says so if event files cannot be written", async () => {
  await inFolder(async (folder) => {
    const fun: ObjectiveFunction = ([a, b]) => {
      const runs = [...Deno.readDirSync(folder)];
      if (runs.length > 0) {
        const path = onlyFolder(folder);
        Deno.removeSync(path, { recursive: true });
        Deno.writeTextFileSync(path, "no folder any more");
      }
      return sphere([a, b]);
    };
    const { record } = await tune(fun, { ...bounds, tensorboardLog: folder });
    assertEquals(record.ended, "finished");
    assertEquals(record.notices.length, 1);
    assertMatch(
      record.notices[0],
      /^The event files in '.*' lack rows, as they could not be written/,
    );
  });
});

Deno.test("Spot.run() refuses a folder of event files that cannot be made, before any row", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/file`, "");
    let calls = 0;
    const fun = () => ++calls;
    await assertRejects(
      () => tune(fun, { ...bounds, tensorboardLog: `${folder}/file` }),
      Error,
      "Cannot run as 'tensorboardLog' must be a folder that can be written",
    );
    assertEquals(calls, 0);
  });
});

Deno.test("funControlInit() writes no event files by default, and refuses to clean alone", () => {
  const { tensorboardLog, tensorboardClean } = funControlInit(bounds);
  assertEquals([tensorboardLog, tensorboardClean], [false, false]);
  assertThrows(
    () => funControlInit({ ...bounds, tensorboardClean: true }),
    RangeError,
    "'tensorboardClean' needs 'tensorboardLog'",
  );
  assertThrows(() => funControlInit({ ...bounds, tensorboardLog: "" }), TypeError);
});

interface SessionGroups {
  readonly sessionGroups?: readonly {
    readonly hparams: Readonly<Record<string, unknown>>;
    readonly sessions: readonly { readonly name: string; readonly status: string }[];
    readonly metricValues: readonly {
      readonly name: { readonly tag: string };
      readonly value: number;
    }[];
  }[];
}

tensorboardTest("TensorBoard shows scalars and hyperparameters of several runs", async () => {
  await inFolder(async (folder) => {
    const options = { ...bounds, varName: ["a", "b"], tensorboardLog: folder };
    const [spot] = [await tune(sphere, options), await tune(sphere, options)];
    const [first] = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    const flags = ["--host", "127.0.0.1", "--port", "0", "--logdir", folder];
    await using server = await startServer(["-m", "tensorboard.main", ...flags]);
    const tag = new URLSearchParams({ tag: "objective/best", run: first });
    const points = await askUntil<number[][]>(
      `${server.url}/data/plugin/scalars/scalars?${tag}`,
      { isDone: ({ length }) => length === 12 },
    );
    assertEquals(points.at(-1)?.slice(1), [11, Math.fround(spot.minY)]);
    const { sessionGroups = [] } = await askUntil<SessionGroups>(
      `${server.url}/data/plugin/hparams/session_groups`,
      {
        body: {
          experimentName: "",
          allowedStatuses: ["STATUS_SUCCESS"],
          colParams: [{ metric: { group: "", tag: "row/y" }, order: "ORDER_ASC" }],
          startIndex: 0,
          sliceSize: 100,
        },
        isDone: ({ sessionGroups = [] }) =>
          sessionGroups.length === 24 &&
          sessionGroups.every(({ metricValues }) => metricValues.length === 2),
      },
    );
    const [{ hparams, metricValues, sessions }] = sessionGroups;
    const [a, b] = spot.minX;
    assertEquals(hparams, { a, b });
    const y = metricValues.find(({ name }) => name.tag === "row/y");
    assertEquals(y?.value, Math.fround(spot.minY));
    assertEquals(sessions.map(({ status }) => status), ["STATUS_SUCCESS"]);
  });
});

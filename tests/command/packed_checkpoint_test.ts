import { assertEquals, assertRejects } from "@std/assert";
import { packCheckpoint, unpackCheckpoint } from "../../spot/command/packed_checkpoint.ts";
import { inFolder } from "../cli/run_command.ts";

const bytesOf = (path: string) => Deno.readFileSync(path);

Deno.test(
  "unpackCheckpoint() gives back a file that packCheckpoint() has read",
  inFolder(async (folder) => {
    for (const content of [new Uint8Array(), Uint8Array.of(0, 10, 255), new Uint8Array(1e6)]) {
      await Deno.writeFile(`${folder}/a`, content);
      const bytes = await packCheckpoint(`${folder}/a`);
      await unpackCheckpoint(bytes!, `${folder}/b`);
      assertEquals(bytesOf(`${folder}/b`), content);
      await Deno.remove(`${folder}/b`);
    }
    assertEquals(await packCheckpoint(`${folder}/none`), undefined);
  }),
);

Deno.test(
  "unpackCheckpoint() gives back a folder with its folders, empty ones too, and files that links lead to",
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a/deep/er`, { recursive: true });
    await Deno.mkdir(`${folder}/a/empty`);
    await Deno.writeTextFile(`${folder}/a/deep/er/weights ä`, "1 2 3");
    await Deno.writeTextFile(`${folder}/a/step_2`, "two");
    await Deno.symlink("step_2", `${folder}/a/latest`);
    const bytes = await packCheckpoint(`${folder}/a`);
    await unpackCheckpoint(bytes!, `${folder}/b`);
    const names = (path: string) => [...Deno.readDirSync(path)].map(({ name }) => name).sort();
    assertEquals(names(`${folder}/b`), ["deep", "empty", "latest", "step_2"]);
    assertEquals(names(`${folder}/b/empty`), []);
    assertEquals(Deno.readTextFileSync(`${folder}/b/deep/er/weights ä`), "1 2 3");
    assertEquals(Deno.readTextFileSync(`${folder}/b/latest`), "two");
    assertEquals(await packCheckpoint(`${folder}/b`), bytes, "the same bytes for the same files");
  }),
);

Deno.test({
  name: "packCheckpoint() refuses what is neither file nor folder, without waiting for it",
  ignore: Deno.build.os === "windows",
  fn: inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a`);
    await Deno.symlink(folder, `${folder}/a/back`);
    const rule = "which is neither file nor folder";
    await assertRejects(() => packCheckpoint(`${folder}/a`), Error, `with 'back', ${rule}`);
    await Deno.remove(`${folder}/a/back`);
    await Deno.symlink("nowhere", `${folder}/a/lost`);
    await assertRejects(() => packCheckpoint(`${folder}/a`), Error, `lost', ${rule}`);
    await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
    await assertRejects(() => packCheckpoint(`${folder}/pipe`), Error, `pipe', ${rule}`);
  }),
});

Deno.test(
  "packCheckpoint() refuses more than 256 MiB before it reads them",
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a`);
    for (const name of ["b", "c"]) {
      await Deno.create(`${folder}/a/${name}`).then((file) => file.close());
      await Deno.truncate(`${folder}/a/${name}`, 2 ** 27);
    }
    const message = "of more than 268435456 bytes";
    await assertRejects(() => packCheckpoint(`${folder}/a`), Error, message);
    await Deno.truncate(`${folder}/a/b`, 2 ** 40);
    await assertRejects(() => packCheckpoint(`${folder}/a/b`), Error, message);
  }),
);

Deno.test(
  "unpackCheckpoint() refuses bytes that packCheckpoint() did not make, and writes nothing",
  inFolder(async (folder) => {
    const listed = (list: string, content: number) => {
      const text = new TextEncoder().encode(list);
      const bytes = new Uint8Array(4 + text.length + content);
      new DataView(bytes.buffer).setUint32(0, text.length, true);
      bytes.set(text, 4);
      return bytes;
    };
    const rubbish = [
      new Uint8Array(),
      Uint8Array.of(1, 2, 3),
      new Uint8Array(100),
      Uint8Array.from({ length: 500 }, (_, i) => i * i),
      listed('[["", 4]]', 3),
      listed('[["", null], ["../../a", 3]]', 3),
      listed('[["", null], ["b\\\\..\\\\..\\\\a", 3]]', 3),
      listed("[[7, 3]]", 3),
      listed('[["", -3], ["", 6]]', 3),
      listed('{"a": 3}', 3),
    ];
    for (const bytes of rubbish) {
      const unpack = () => unpackCheckpoint(bytes, `${folder}/a`);
      await assertRejects(unpack, Error, "it must be one that a program left");
    }
    assertEquals([...Deno.readDirSync(folder)], []);
  }),
);

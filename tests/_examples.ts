/** The examples in doc comments, as users copy them. @module */

const root = new URL("../", import.meta.url);

/** An example of a doc comment. */
export interface Example {
  /** Where it is: the path of its file in the project, and its line. */
  readonly place: string;
  readonly code: string;
  /** The word that follows the language: empty if the example runs. */
  readonly mark: string;
}

const paths = ["mod.ts", ...["backends", "data", "spot"].flatMap(pathsIn)];

/** All examples. */
export const examples: readonly Example[] = paths.flatMap(examplesOf);

/** The examples that run, by the names of their files. */
export const exampleFiles: Readonly<Record<string, string>> = Object.fromEntries(
  examples.filter(({ mark }) => mark === "").map(({ place, code }) => [
    `${place.replace(/\W/g, "_")}.ts`,
    code,
  ]),
);

function pathsIn(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, root))].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return pathsIn(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}

function examplesOf(path: string): Example[] {
  const { href } = new URL(path, root);
  const text = Deno.readTextFileSync(new URL(href));
  const exported = [...text.matchAll(/^export (?:function|const|type|interface) (\w+)/gm)];
  const blocks = text.matchAll(/^ *\* ```ts *(.*)\n([^]*?)^ *\* ```$/gm);
  return Array.from(blocks, ({ 1: mark, 2: lines, index }) => {
    const code = lines.replace(/^ *\* ?/gm, "").replace('"./', `"${new URL("./", href)}`);
    // What no entry point has is imported from its file.
    const own = exported.map(([, name]) => name).filter((name) => code.includes(name));
    const isInternal = !code.includes("@spot/spot");
    return {
      place: `${path}:${text.slice(0, index).split("\n").length}`,
      code: isInternal ? `import { ${own.join(", ")} } from "${href}";\n${code}` : code,
      mark,
    };
  });
}

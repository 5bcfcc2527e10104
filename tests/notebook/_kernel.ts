/**
 * Deno's kernel under Jupyter's own programs, in a folder that has nothing of the package: cells import
 * it from JSR, as users' do. `pip install nbconvert==7.17.2` brings all that it takes.
 *
 * @module
 */
import { outputOf } from "../_program.ts";
import { hasModule, python } from "../_python.ts";
import { startRegistry } from "../offline/registry.ts";

const deno = Deno.execPath();

/** Whether notebooks run: not where Python has no nbconvert; always in CI. */
export const hasJupyter: boolean = await hasModule("nbconvert");

/** A folder in which Python finds Deno's kernel. */
export interface NotebookFolder {
  readonly path: string;
  /** Runs Python in it, and gives what it prints. */
  python(args: readonly string[]): Promise<string>;
}

/** A test's function that gets a folder for notebooks, which is gone when it ends. */
export function withNotebookFolder(test: (folder: NotebookFolder) => Promise<void>) {
  return async (): Promise<void> => {
    await using registry = await startRegistry();
    const root = await Deno.makeTempDir();
    const [path, kernel] = [`${root}/notebooks`, `${root}/jupyter/kernels/deno`];
    const env = {
      ...{ JSR_URL: registry.url, DENO_DIR: `${root}/cache`, NO_COLOR: "1" },
      ...{ JUPYTER_PATH: `${root}/jupyter`, JUPYTER_RUNTIME_DIR: `${root}/runtime` },
    };
    try {
      await Deno.mkdir(path);
      await Deno.mkdir(kernel, { recursive: true });
      await Deno.writeTextFile(`${kernel}/kernel.json`, JSON.stringify(kernelSpec));
      await test({ path, python: (args) => outputOf(python, args, { cwd: path, env }) });
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  };
}

/** What `deno jupyter --install` writes. */
const kernelSpec = {
  argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"],
  display_name: "Deno",
  language: "typescript",
};

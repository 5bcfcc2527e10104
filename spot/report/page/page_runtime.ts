/** What draws figures in a browser: Vega, and its interpreter, which makes no code of text. @module */
import "vega-interpreter";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The scripts; need `--allow-read` of the module cache. */
export function pageRuntime(): string {
  // Any path will do: the module graph holds the packages, and with it the place of their files.
  const { resolve } = createRequire(join(Deno.cwd(), "page.js"));
  const vega = Deno.readTextFileSync(join(dirname(resolve("vega")), "vega.min.js"));
  return `${vega}\n${interpreter(Deno.readTextFileSync(resolve("vega-interpreter")))}`;
}

/** The module as a function: what it imports, Vega has. */
function interpreter(module: string): string {
  const body = module
    .replace(/^import (\{[^}]*\}) from 'vega-util';$/m, "const $1 = vega;")
    .replace(/^export \{ (\w+) as expressionInterpreter \};$/m, "return $1;")
    .replace(/^\/\/# sourceMappingURL=.*$/m, "");
  return `const expressionInterpreter = (() => {\n"use strict";\n${body}\n})();`;
}

/** The search space of a program, from a file of the user's. @module */
import { messageOf } from "../../core/options/message_of.ts";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { show } from "../../core/options/options.ts";
import { isSpace, type Space } from "../../core/space/define_space.ts";
import { spaceFromJson } from "../../space/space_from_json.ts";
import { UsageError } from "../options.ts";

/**
 * Reads a space from JSON or from what a module exports as `space`.
 *
 * @throws {UsageError} If the file cannot be read, or holds no space.
 */
export async function loadSpace(file: string): Promise<Space> {
  try {
    if (/\.json$/i.test(file)) return spaceFromJson(await Deno.readTextFile(file), { file });
    if (/\.[cm]?[jt]s$/i.test(file)) return await importSpace(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const message = messageOf(error);
    throw new UsageError(
      message.startsWith("Cannot") ? message : `Cannot read the space '${file}': ${message}`,
    );
  }
  throw new UsageError(
    `Cannot tune as '--space' must be a file that ends in .json or .ts: current value is ${
      show(file)
    }`,
  );
}

async function importSpace(file: string): Promise<Space> {
  const { space } = await import(pathToFileURL(resolve(file)).href);
  if (isSpace(space)) return space;
  throw new UsageError(
    `Cannot read the space '${file}' as it must export 'space', made by defineSpace: current value is ${
      show(space)
    }`,
  );
}

/** Paths of files and folders, as Deno's flags and messages name them. @module */

/** The path of a `file:` URL, without a slash at its end. */
export function fromFileUrl({ pathname }: URL): string {
  const path = decodeURIComponent(pathname).replace(/(?<=.)\/$/, "");
  return Deno.build.os === "windows" ? path.replace(/^\//, "") : path;
}

/** Whether a path is that of a folder or of something in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** Deno's flags separate paths by commas: one with a comma is granted by the folder above. */
export function withoutComma(path: string): string {
  if (!path.includes(",")) return path;
  const above = path.slice(0, path.lastIndexOf("/", path.indexOf(",")) + 1);
  return above === "/" ? above : above.replace(/\/$/, "") || ".";
}

/** The project of an objective's module: what its imports stand for. @module */
import {
  configuredImports,
  entryPoints,
  type ImportMap,
  onlyTexts,
  packageImports,
  type ProjectFile,
  readProjectFile,
} from "./project_files.ts";

/** A project and its import map. */
export interface Project extends ImportMap {
  /** Its folder, or that of the workspace which it belongs to. */
  readonly folder: URL;
  /** Its configuration; undefined if it has only a package.json. */
  readonly config: URL | undefined;
  /** The unstable features that it asks for. */
  readonly unstable: readonly string[];
}

/** The nearest project above a module, with what the root of its workspace adds, if both may be read. */
export function findProject(moduleUrl: string): Project | undefined {
  if (!moduleUrl.startsWith("file:")) return undefined;
  const folders = [...foldersAbove(new URL(".", moduleUrl))];
  const own = folders.map(readPackage).find((found) => found !== undefined);
  if (!own) return undefined;
  const roots = folders.slice(folders.findIndex(({ href }) => href === own.folder.href));
  const root = roots.map(readPackage).find((found) => found && hasMember(found, own.folder));
  return root ? joinWorkspace(own, root) : toProject(own);
}

function* foldersAbove(folder: URL): Generator<URL> {
  for (let at = folder;; at = new URL("..", at)) {
    yield at;
    if (new URL("..", at).href === at.href) return;
  }
}

/** What a folder with a configuration, a package.json, or both says. */
interface Package extends ImportMap {
  readonly folder: URL;
  readonly config: URL | undefined;
  readonly file: ProjectFile;
}

function readPackage(folder: URL): Package | undefined {
  const npmUrl = new URL("package.json", folder);
  const npm = readProjectFile(npmUrl);
  const imports = npm ? packageImports(npm, npmUrl) : {};
  for (const name of ["deno.json", "deno.jsonc"]) {
    const config = new URL(name, folder);
    const file = readProjectFile(config);
    if (!file) continue;
    const own = configuredImports(file, config);
    return { folder, config, file, imports: { ...imports, ...own.imports }, scopes: own.scopes };
  }
  return npm && { folder, config: undefined, file: npm, imports, scopes: {} };
}

function toProject({ folder, config, file, imports, scopes }: Package): Project {
  const unstable = Object.values(onlyTexts(file.unstable));
  return { folder, config, imports, scopes, unstable };
}

/** Each member imports what it names itself, then what the root does, and all import the members. */
function joinWorkspace(own: Package, root: Package): Project {
  const members = memberFolders(root).map(readPackage).filter((found) => found !== undefined);
  const names = members.map(({ file, folder }) => entryPoints(file, folder));
  const scopes = members.map(({ folder, imports }) => [folder.href, imports]);
  return {
    ...toProject(root),
    config: own.config ?? root.config,
    imports: Object.assign({}, ...names, root.imports),
    scopes: Object.assign({}, root.scopes, Object.fromEntries(scopes), own.scopes),
  };
}

function hasMember(root: Package, folder: URL): boolean {
  return memberFolders(root).some(({ href }) => href === folder.href);
}

/** The folders of a workspace's members; a star stands for every folder. */
function memberFolders({ file, folder }: Package): URL[] {
  const { workspace, workspaces } = file;
  const listed = workspace ?? workspaces ?? [];
  const patterns = Array.isArray(listed) ? listed : Object.values(Object(listed).members ?? {});
  return Object.values(onlyTexts(patterns)).flatMap((pattern) => {
    const [head, ...tail] = pattern.replace(/\/?$/, "/").split("*/");
    return tail.reduce(
      (found, rest) => found.flatMap(subfolders).map((url) => new URL(`./${rest}`, url)),
      [new URL(head, folder)],
    );
  });
}

function subfolders(folder: URL): URL[] {
  try {
    if (Deno.permissions.querySync({ name: "read", path: folder }).state !== "granted") return [];
    return [...Deno.readDirSync(folder)].filter(({ isDirectory }) => isDirectory)
      .map(({ name }) => new URL(`${encodeURIComponent(name)}/`, folder));
  } catch {
    return [];
  }
}

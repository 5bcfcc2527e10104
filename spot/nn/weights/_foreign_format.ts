/** Files that are mistaken for weights, by how they begin. @module */

interface Format {
  /** The first bytes, as Latin-1 text; white space before them is skipped where the file is text. */
  readonly start: string;
  /** What the file is, and what to do. */
  readonly what: string;
}

const SAVE = "save the state with safetensors.torch.save_file";

const FORMATS: readonly Format[] = [
  { start: "PK\x03\x04", what: `a zip archive, as torch.save writes (.pt, .pth): ${SAVE}` },
  { start: "\x80", what: `a Python pickle, as old torch.save writes (.pt, .pth): ${SAVE}` },
  {
    start: "version https://git-lfs.github.com/spec/",
    what: "a Git LFS pointer to the file: fetch the file itself with 'git lfs pull'",
  },
  { start: "\x1f\x8b", what: "a gzip archive: unpack it" },
  { start: "\x89HDF", what: `an HDF5 file, as Keras writes: ${SAVE}` },
  { start: "\x93NUMPY", what: `a NumPy array: ${SAVE}` },
  { start: "GGUF", what: `a GGUF file: ${SAVE}` },
  {
    start: "<",
    what: "a page of HTML or XML, as a server answers instead of a file: download it anew",
  },
];

const LONGEST_START = 64;

/** Tells what a file is that is neither safetensors nor JSON; undefined if its beginning is not known. */
export function foreignFormat(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, LONGEST_START));
  const text = start.replace(/^(\xef\xbb\xbf)?\s+/, "");
  return FORMATS.find((format) => start.startsWith(format.start) || text.startsWith(format.start))
    ?.what;
}

/** XML that every parser reads. @module */
import { spellOut } from "./printable.ts";

/** Spells out what XML cannot hold in a document whose markup is escaped already. */
export function toXml(document: string): string {
  return spellOut(document, "\n\t");
}

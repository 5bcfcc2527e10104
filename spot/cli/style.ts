/** Words that stand out: on a terminal, unless NO_COLOR is set. @module */
import process from "node:process";
import { styleText } from "node:util";

/** On stdout: headings, and what a result begins with. */
export const bold = (text: string): string => styleText("bold", text, { stream: process.stdout });

/** On stderr: why something cannot be done. */
export const red = (text: string): string => styleText("red", text, { stream: process.stderr });

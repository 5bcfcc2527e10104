/** The part of cli-progress that is used; its published types bring a second set of Node's. */
declare class SingleBar {
  constructor(options: {
    readonly format: string;
    readonly stream: {
      readonly isTTY: true;
      readonly columns: number;
      write(text: string): boolean;
    };
    readonly barCompleteChar: string;
    readonly barIncompleteChar: string;
    readonly barsize: number;
    readonly hideCursor: boolean;
    readonly clearOnComplete: boolean;
  });
  start(total: number, value: number, payload: Readonly<Record<string, string>>): void;
  update(value: number, payload: Readonly<Record<string, string>>): void;
  stop(): void;
}
declare const cliProgress: { readonly SingleBar: typeof SingleBar };
export default cliProgress;

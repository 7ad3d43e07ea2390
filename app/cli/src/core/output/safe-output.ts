import type { Output, Written } from "../io";

/** An output that may fail at any moment: its reader ends, its disk is full. Nothing that is written to it throws. */
export class SafeOutput implements Output {
  private readonly failing = new AbortController();
  private readonly underWay = new Set<Promise<void>>();

  private constructor(private readonly stream: Output) {}

  /** The outlet of a stream; an outlet is its own. */
  static of(stream: Output): SafeOutput {
    return stream instanceof SafeOutput ? stream : new SafeOutput(stream);
  }

  get isTTY(): boolean {
    return this.stream.isTTY === true;
  }

  get columns(): number | undefined {
    return this.stream.columns;
  }

  /** Aborted, with the error as its reason, once something could not be written. Nothing is written from then on. */
  get failed(): AbortSignal {
    return this.failing.signal;
  }

  write(text: string, done: Written = () => undefined): void {
    const written = this.pass(text).then(
      () => {
        done();
      },
      (error: Error) => {
        this.failing.abort(error);
        done(error);
      },
    );
    this.underWay.add(written);
    void written.then(() => this.underWay.delete(written));
  }

  /** Resolves once everything is written, or has failed. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private pass(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.failed.throwIfAborted();
      this.stream.write(text, (error) => {
        if (error === undefined || error === null) resolve();
        else reject(error);
      });
    });
  }
}

/** Whether the reader has closed the stream, which is not an error: `| head -1` does that. */
export function isReaderGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EPIPE" || code === "ECONNRESET" || code === "ERR_STREAM_DESTROYED";
}

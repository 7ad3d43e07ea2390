import type { Output } from "../io";

const TICK_MS = 250;
const CLEAR_LINE = "\r\x1b[2K";

/** Writes something without damaging the progress line. */
export type Aside = (write: () => void) => void;

/** Shows a progress message until the work is done, on a terminal only. */
export async function withProgress<Result>(
  { stream, label }: { readonly stream: Output; readonly label: string },
  work: (aside: Aside) => Promise<Result>,
): Promise<Result> {
  if (stream.isTTY !== true) {
    return work((write) => {
      write();
    });
  }
  const began = Date.now();
  const show = () => {
    stream.write(`${CLEAR_LINE}${label} ${Math.floor((Date.now() - began) / 1_000)} s`);
  };
  const timer = setInterval(show, TICK_MS);
  try {
    return await work((write) => {
      stream.write(CLEAR_LINE);
      write();
      show();
    });
  } finally {
    clearInterval(timer);
    stream.write(CLEAR_LINE);
  }
}

import type { Io } from "./io";
import { isReaderGone } from "./output/safe-output";
import { fileFault } from "./settings/paths";
import type { GlobalOptions } from "./settings/settings";

/** Reports on stderr that stdout failed, unless its reader has simply closed it. */
export function reportUnwritten(
  { aborted, reason }: AbortSignal,
  { stderr }: Pick<Io, "stderr">,
  { output }: GlobalOptions,
): void {
  if (!aborted || isReaderGone(reason)) return;
  const warning = `not all output could be written: ${fileFault(reason)}`;
  stderr.write(output === "json" ? `${JSON.stringify({ warning })}\n` : `warning: ${warning}\n`);
}

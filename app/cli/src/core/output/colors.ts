import pc from "picocolors";
import type { Colors } from "picocolors/types";
import type { Io, Output } from "../io";

/** Colours for a terminal that shows them and whose user wants them: https://no-color.org. */
export function colorsFor(
  stream: Output,
  { env, wanted }: Pick<Io, "env"> & { readonly wanted: boolean },
): Colors {
  const { NO_COLOR = "", TERM } = env;
  return pc.createColors(stream.isTTY === true && wanted && NO_COLOR === "" && TERM !== "dumb");
}

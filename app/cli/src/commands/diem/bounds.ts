import { Option } from "commander";
import { parseBps, type Token } from "../../core";

/** The options of a command whose price may move before it lands. */
export interface BoundOptions {
  readonly slippage: string;
  readonly maxVvv?: string;
  readonly minVvv?: string;
}

/** The default slippage: half a per cent. */
const DEFAULT_SLIPPAGE = "50";

export function slippageOption(): Option {
  const what = "maximum slippage, in basis points or as a percentage such as 0.5%";
  const option = new Option("--slippage <bps|%>", what);
  return option.default(DEFAULT_SLIPPAGE);
}

/** The bound itself, in place of a slippage. */
export function boundOption(flags: "--max-vvv <vvv>" | "--min-vvv <vvv>", what: string): Option {
  return new Option(flags, what).conflicts("slippage");
}

/** The bound as plans take it; `bound` is what the user gave in whole VVV. */
export function readBounds(options: BoundOptions, vvv: Token) {
  const { slippage, maxVvv, minVvv } = options;
  return {
    slippageBps: parseBps(slippage),
    ...(maxVvv === undefined ? {} : { maxVvvLocked: vvv.parse(maxVvv) }),
    ...(minVvv === undefined ? {} : { minVvvUnlocked: vvv.parse(minVvv) }),
  };
}

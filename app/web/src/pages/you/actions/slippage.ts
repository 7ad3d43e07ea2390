import { type Entered, entered } from "../../../parts/amount-field";

/** Percent, which are base units of basis points. */
export const PERCENT = { symbol: "%", decimals: 2 };
/** How far the market may move before a transaction is refused, unless the user says otherwise. */
export const DEFAULT_SLIPPAGE: Entered = entered("0.5", PERCENT);
export const SLIPPAGE_HINT =
  "How far the market may move until the transaction lands. Beyond it, the program refuses.";

/**
 * Answers of the program itself, with the chain's own clock and state. `quotes` computes the same from accounts that
 * were read, without another request.
 *
 * @module
 */
export { diemMetadata } from "./diem-metadata";
export { market, type MarketView, position, type PositionView } from "./figures";
export { type BurnQuoteView, quoteBurn, type MintQuoteView, quoteMint } from "./quotes";
export type { ViewOptions } from "./simulate";

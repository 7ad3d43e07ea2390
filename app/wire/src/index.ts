/**
 * The protocol between a gateway and its clients. `docs/wire.md` describes it.
 *
 * @module
 */
export { isWireError, WireError, type WireErrorName } from "./errors";
export {
  type Cost,
  type Figures,
  HEADERS,
  readCallId,
  readCost,
  readMost,
  readUsage,
  type Usage,
  writeCost,
  writeMost,
  writeUsage,
} from "./headers";
export {
  PROBLEM_TYPE,
  type Problem,
  problem,
  type ProblemCode,
  type ProblemInput,
  PROBLEMS,
  readProblem,
} from "./problem";
export {
  affordFloor,
  payFor,
  readReceiptComment,
  type Receipt,
  type ReceiptMembers,
  receiptMembers,
  writeReceiptComment,
} from "./receipt";
export {
  hashFromText,
  hashToText,
  priceListBytes,
  priceListHash,
  readPriceList,
} from "./prices/canonical";
export { affordedOutput, requestBound, type RequestBound, type RequestSize } from "./prices/bound";
export { checkPriceList } from "./prices/check";
export { type CallTokens, costCeil, outputFloor } from "./prices/cost";
export {
  MAX_MODEL_ID_CHARACTERS,
  type ModelPrice,
  MAX_MODELS,
  MAX_PRICE_LIST_BYTES,
  PRICE_LIST_VERSION,
  type PriceList,
} from "./prices/price-list";
export {
  headersOfX402,
  readX402Payment,
  writeX402Required,
  writeX402Response,
  X402_HEADERS,
  X402_SCHEME,
  type X402Payload,
  type X402Payment,
  type X402Requirements,
} from "./x402";

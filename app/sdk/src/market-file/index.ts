/**
 * A market as a JSON file that people can review: figures with their units, and nothing unknown or left out.
 *
 * @module
 */
export { type CreationInput, createMarketInput } from "./create";
export { type CreationQuote, creation, type MarketCreationInput } from "./creation";
export type { Decimal } from "./decimal";
export { fileName, type FileParams, PARAM_NAMES, type ParamName } from "./fields";
export type { MarketFile, Opening, RoleHolder } from "./file";
export { format, type FormatInput } from "./format";
export { params } from "./params";
export { parse } from "./parse";
export { type Bound, bounds, type Checked } from "./rules";
export { texts } from "./describe";
export { marketWarnings, type MarketWarningsInput, rewardWarnings } from "../warnings";

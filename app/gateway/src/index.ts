/**
 * A gateway in front of an OpenAI-compatible server that is paid per call in DIEM.
 *
 * @module
 */
export { type Gateway, type GatewayOptions, startGateway } from "./gateway";
export { gatewayLog } from "./log";
export { checkGateway, type Finding } from "./check";
export { type Initialised, initGateway, type InitInput } from "./init";
export { ConfigError } from "@diem/config";
export { configJsonSchema } from "./config/json-schema";
export { readConfig } from "./config/read";
export { configSchema, type GatewayConfig, type GatewayConfigInput } from "./config/schema";
export { type PriceTable, readPriceTable } from "./price-table";
export { writePrices, type WritePricesInput, type WrittenPrices } from "./write-prices";
export { type Builtin, type BuiltinInput, startBuiltin } from "./builtin/server";
export { BUILTIN_PRICES } from "./builtin/prices";
export { upstreamModels } from "./upstream/models";
export { BUILTIN_MODEL, BUILTIN_SAYS } from "./builtin/model";

/**
 * Reads the configuration file of a service.
 *
 * @module
 */
export { ConfigError } from "./errors";
export { type ListenAt, requireFree } from "./listen";
export { address, port, seconds } from "./members";
export { type ConfigFile, lineOf, readConfigFile } from "./read";
export type { Variables } from "./variables";

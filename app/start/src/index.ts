export { StartError, type StartErrorName } from "./errors";
export type { NetworkFiles, WalletName, Wallets } from "./files";
export { type ModelOptions, type ModelServer, startModel } from "./model/server";
export { type LocalNetwork, startNetwork, type StartOptions } from "./network";
export { pricesFor } from "./selling";
export { type Services, type ServicesOptions, startServices } from "./services";

// Which package may import which, and the layers inside of packages: .dependency-cruiser.mjs holds them, and
// docs/architecture.md draws them.

/** By folder of app/: the packages that it may import, besides itself. */
export const PACKAGES = {
  wire: [],
  sdk: [],
  config: [],
  localnet: [],
  client: ["sdk", "wire"],
  gateway: ["config", "sdk", "wire"],
  indexer: ["config", "sdk"],
  sim: ["sdk"],
  cli: ["client", "gateway", "indexer", "sdk", "sim"],
  demo: ["localnet", "sdk"],
  start: ["gateway", "indexer", "localnet", "sdk", "wire"],
  web: ["client", "sdk", "sim", "wire"],
};

/**
 * Folders of app/sdk/src, from the lowest layer up. A folder imports from its own layer and from those below, never from
 * one above. Files beside the folders are below all of them.
 */
export const SDK_LAYERS = [
  ["codec", "errors", "idl"],
  ["accounts", "events", "quotes"],
  ["instructions"],
  ["views", "vouchers"],
  ["node", "transactions"],
  ["keepers"],
  ["plans"],
  ["market-file"],
  ["text"],
  ["client"],
];

/** Folders that must not import others of the same package: `[package, folder, what it must not import]`. */
export const FOLDERS = [
  ["cli", "core", "commands"],
  ["cli", "stores", "commands"],
  // calls know the channels of a provider by an interface, which the chain's side implements
  ["gateway", "calls", "chain|cluster|endpoints|postgres"],
  ["gateway", "requests", "calls|chain|cluster|endpoints|upstream"],
  ["gateway", "meters", "calls|chain|cluster|endpoints|upstream"],
  ["gateway", "upstream", "calls|chain|cluster|endpoints"],
  ["localnet", "core", "http|rpc|state"],
  ["localnet", "rpc", "http|state"],
];

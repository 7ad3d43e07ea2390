import { dirname, resolve } from "node:path";
import { readConfigFile } from "@diem/config";
import { configSchema, type GatewayConfig } from "./schema";

/**
 * Reads a configuration file, YAML or JSON. Paths in it are taken from its own folder.
 *
 * @throws ConfigError, which names the line.
 */
export function readConfig(file: string): GatewayConfig {
  const config = readConfigFile(file, {
    schema: configSchema,
    missing: "run `diem gateway init`, or name another file",
    manual: "docs/gateway.md",
  });
  return withPaths(config, dirname(resolve(file)));
}

function withPaths(config: GatewayConfig, folder: string): GatewayConfig {
  const { chain, upstream, prices, store, postgres } = config;
  const at = (path: string) => resolve(folder, path);
  const { keyFile } = upstream;
  return {
    ...config,
    chain: { ...chain, operator: at(chain.operator) },
    upstream: { ...upstream, ...(keyFile === undefined ? {} : { keyFile: at(keyFile) }) },
    prices: { ...prices, files: prices.files.map(at) },
    ...(store === undefined ? {} : { store: at(store) }),
    ...(postgres?.urlFile === undefined
      ? {}
      : { postgres: { ...postgres, urlFile: at(postgres.urlFile) } }),
  };
}

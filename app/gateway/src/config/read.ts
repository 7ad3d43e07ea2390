import { dirname, resolve } from "node:path";
import { readConfigFile } from "@diem/config";
import { configSchema, type GatewayConfig } from "./schema";

/**
 * Reads a configuration file, YAML or JSON, and the environment variables `DIEM_GATEWAY_...` in place of its members:
 * `DIEM_GATEWAY_UPSTREAM__URL` is `upstream.url`. Paths are taken from the file's own folder.
 *
 * @throws ConfigError, which names the line, or the variable.
 */
export function readConfig(
  file: string,
  values: Readonly<Record<string, string | undefined>> = process.env,
): GatewayConfig {
  const config = readConfigFile(file, {
    schema: configSchema,
    missing: "run `diem gateway init`, or choose another file",
    manual: "docs/gateway.md",
    variables: { prefix: "DIEM_GATEWAY_", values },
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

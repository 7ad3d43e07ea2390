import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import { ConfigError } from "./errors";
import { configSchema, type GatewayConfig } from "./schema";

/**
 * Reads a configuration file, YAML or JSON. Paths in it are taken from its own folder.
 *
 * @throws ConfigError, which names the line.
 */
export function readConfig(file: string): GatewayConfig {
  const text = textOf(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [message = ""] = broken.message.split("\n");
    throw new ConfigError(`${file}: ${message}: mend the YAML`);
  }
  const found = configSchema.safeParse(document.toJS());
  if (found.success) return withPaths(found.data, dirname(resolve(file)));
  const told = found.error.issues.map(({ path, message }) => {
    const line = lineOf(document, path, lines);
    const name = path.length === 0 ? "the configuration" : path.map(String).join(".");
    return `${file}${line === null ? "" : `:${line}`}: ${name}: ${message}`;
  });
  throw new ConfigError(`${told.join("\n")}\nmend it as docs/gateway.md says`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const message = `the configuration ${file} cannot be read (${String(cause)}): run \`diem gateway init\`, or name another file`;
    throw new ConfigError(message, { cause });
  }
}

/** The line of a member, or of the nearest one around it that is there. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  lines: LineCounter,
): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  return null;
}

function withPaths(config: GatewayConfig, folder: string): GatewayConfig {
  const { chain, upstream, prices, store } = config;
  const at = (path: string) => resolve(folder, path);
  const { keyFile } = upstream;
  return {
    ...config,
    chain: { ...chain, operator: at(chain.operator) },
    upstream: { ...upstream, ...(keyFile === undefined ? {} : { keyFile: at(keyFile) }) },
    prices: { ...prices, files: prices.files.map(at) },
    store: at(store),
  };
}

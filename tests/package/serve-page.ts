import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";

/** Bundles a page as its author would, without a polyfill, and serves it at an origin of its own. */
export async function servePage(
  entryPoint: string,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    write: false,
  });
  const script = outputFiles[0]?.text ?? "";
  const server = createServer(({ url }, response) => {
    const [type, body] =
      url === "/page.js"
        ? ["text/javascript", script]
        : [
            "text/html",
            '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
          ];
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

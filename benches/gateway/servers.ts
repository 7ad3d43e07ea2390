// The two servers that the gateway is measured beside, each as a process of its own:
//   node --require tsx/cjs benches/gateway/servers.ts upstream
//   node --require tsx/cjs benches/gateway/servers.ts bare <upstream's URL>
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { Pool } from "undici";

const CHUNKS = 100;
const usage = { prompt_tokens: 10, completion_tokens: CHUNKS, total_tokens: 10 + CHUNKS };
const base = { id: "x", created: 1, model: "repeat" };
const message = { role: "assistant", content: "word ".repeat(CHUNKS) };
const choices = [{ index: 0, message, finish_reason: "stop" }];
const whole = JSON.stringify({ ...base, object: "chat.completion", choices, usage });
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (content: string) =>
  event({ ...base, choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const last = event({ ...base, choices: [], usage });

/** Answers at once, and always the same. */
async function upstream(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = (await buffer(request)).toString();
  if (!body.includes('"stream":true')) {
    response.writeHead(200, { "content-type": "application/json" }).end(whole);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let count = 0; count < CHUNKS; count += 1) {
    response.write(chunk("word "));
    // each chunk comes by itself, as from a model
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end(`${last}data: [DONE]\n\n`);
}

/** Hands everything on as it is. */
function bare(url: string) {
  const pool = new Pool(new URL(url).origin, { connections: 256 });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await pool.request({
      ...{ method: "POST", path: request.url ?? "/" },
      headers: { "content-type": "application/json" },
      body: await buffer(request),
    });
    response.writeHead(answer.statusCode, { "content-type": answer.headers["content-type"] });
    for await (const bytes of answer.body) response.write(bytes);
    response.end();
  };
}

async function main([kind, url = ""]: readonly string[]): Promise<void> {
  const answer = kind === "bare" ? bare(url) : upstream;
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  console.error(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
}

void main(process.argv.slice(2));

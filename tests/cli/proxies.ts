import { createServer } from "node:http";
import { type Listening, listening } from "../support/listening";

/** Told of every request before it is passed on: a false answer cuts the connection instead. */
export type Intercept = (method: string, count: number) => boolean | Promise<boolean>;

/** The way to an RPC over somebody who may cut it. `count` is that of the method's requests, from 1. */
export function proxy(target: string, intercept: Intercept): Promise<Listening> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const answer = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const { method } = JSON.parse(body) as { method: string };
      const count = (counts.get(method) ?? 0) + 1;
      counts.set(method, count);
      if (!(await intercept(method, count))) {
        request.socket.destroy();
        return;
      }
      const headers = { "content-type": "application/json" };
      const passed = await fetch(target, { method: "POST", headers, body });
      response.writeHead(passed.status, headers).end(await passed.text());
    };
    answer().catch(() => request.socket.destroy());
  });
  return listening(server);
}

/** An RPC that cuts the n-th request of a method, and answers all others. */
export function failingAt(target: string, method: string, nth: number): Promise<Listening> {
  return proxy(target, (asked, count) => asked !== method || count !== nth);
}

/** Answers everything alike, as a server that is no RPC. */
export function answering(status: number, body: string, type = "text/html"): Promise<Listening> {
  return listening(
    createServer((_, response) => {
      response.writeHead(status, { "content-type": type }).end(body);
    }),
  );
}

/** A URL at which nobody listens. */
export async function nobody(): Promise<string> {
  const server = await answering(200, "");
  await server.close();
  return server.url;
}

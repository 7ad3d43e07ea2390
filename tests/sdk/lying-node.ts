import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Listening, listening } from "../support/listening";

interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What is answered to a transaction in place of the node's own answer. */
export type Lie = (response: ServerResponse, call: Call) => void;

/** An error, or another JSON-RPC answer, under the call's own id. */
export function saying(answer: object): Lie {
  return (response, { id }) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
  };
}

/** An answer by HTTP alone. */
export function status(code: number, body = "<html>an error page</html>"): Lie {
  return (response) => {
    response.writeHead(code, { "content-type": "text/html" }).end(body);
  };
}

/** The connection ends before, or in the middle of, the answer. */
export const cut: Lie = (response) => {
  response.socket?.destroy();
};
export const cutInTheMiddle: Lie = (response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('{"jsonrpc":"2.0","id":', () => response.socket?.destroy());
};

/** A real HTTP server in front of a node, which lies about the transactions that it was handed. */
export interface LyingNode extends Listening {
  /** The transactions that it was handed, in base64. */
  readonly handed: string[];
}

/**
 * @param lies - the first answers, one each; the node's own answers after them
 * @param forwards - whether the node gets the transactions that are lied about
 */
export async function lyingNode(
  target: string,
  { lies, forwards }: { lies: readonly Lie[]; forwards: boolean },
): Promise<LyingNode> {
  const handed: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const call = JSON.parse(body) as Call;
    const sending = call.method === "sendTransaction";
    const lie = sending ? lies[handed.length] : undefined;
    if (sending) handed.push(String(call.params[0]));
    if (lie !== undefined && !forwards) return lie(response, call);
    const headers = { "content-type": "application/json" };
    const passed = await fetch(target, { method: "POST", headers, body });
    const text = await passed.text();
    if (lie !== undefined) lie(response, call);
    else response.writeHead(passed.status, headers).end(text);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  return { ...(await listening(server)), handed };
}

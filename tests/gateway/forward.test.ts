import { expect } from "chai";
import { Forwarder } from "../../app/gateway/src/cluster/forward";
import { answerJson } from "../../app/gateway/src/http/answer";
import { ClientAddresses } from "../../app/gateway/src/http/client-address";
import { type Exchange, HttpServer } from "../../app/gateway/src/http/server";

const CLIENT = "203.0.113.7";

function serving(answer: (exchange: Exchange) => unknown, proxies: readonly string[]) {
  const route = {
    method: "POST" as const,
    matches: () => true,
    answer: async (exchange: Exchange) => {
      await answer(exchange);
    },
  };
  return HttpServer.listen({
    ...{
      host: "127.0.0.1",
      port: 0,
      routes: [route],
      requestTimeoutMs: 60_000,
      stallTimeoutMs: 60_000,
    },
    ...{ mostWaiting: 1, mostConnections: 10, addresses: new ClientAddresses(proxies) },
    ...{ onRefusal: () => undefined, onError: () => undefined, onUnreadable: () => undefined },
  });
}

describe("a request that is handed on to another gateway", () => {
  /** The client that the second gateway sees of a request to the first one. */
  async function seen(trusted: readonly string[], headers: Readonly<Record<string, string>>) {
    const forwarder = new Forwarder({ bodyBytes: 1_000, connectTimeoutMs: 1_000 });
    const owner = await serving(({ response, client }) => {
      answerJson(response, { client });
    }, trusted);
    const first = await serving(
      async (exchange) => forwarder.send(exchange, owner.url, await forwarder.read(exchange)),
      ["127.0.0.1"],
    );
    try {
      const response = await fetch(`${first.url}/`, { method: "POST", body: "x", headers });
      return ((await response.json()) as { readonly client: string }).client;
    } finally {
      await forwarder.close();
      for (const server of [first, owner]) {
        server.cut();
        await server.close();
      }
    }
  }

  it("is counted as its client's where the gateways trust each other, and as the gateway's elsewhere", async () => {
    const given = { "x-forwarded-for": `192.0.2.1, ${CLIENT}` };
    expect(await seen(["127.0.0.1"], given)).to.equal(CLIENT);
    expect(await seen(["10.0.0.0/8"], given)).to.equal("127.0.0.1");
  });
});

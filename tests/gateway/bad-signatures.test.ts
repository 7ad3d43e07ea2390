import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { HEADERS } from "@diem/wire";
import { BadSignatures, tooManyBadSignatures } from "../../app/gateway/src/chain/bad-signatures";
import { ClientAddresses, clientGroup, isNetwork } from "../../app/gateway/src/http/client-address";
import { UNIT } from "../support/market";
import { GatewayFixture } from "./fixture";
import { chatOf, HandPayer, problemOf } from "./payer";

const MINUTE_MS = 60_000;
const [OF_CLIENT, OF_STRANGERS] = [3, 5];
const SHOP = "192.0.2.1";

describe("bad signatures", () => {
  describe("that are checked", () => {
    let now: number;
    let checked: number;
    let counts: BadSignatures;
    beforeEach(() => {
      [now, checked] = [0, 0];
      counts = new BadSignatures({
        ...{ perMinute: OF_CLIENT, strangersPerMinute: OF_STRANGERS, now: () => now },
        onBad: () => (checked += 1),
      });
    });

    /** Sends bad ones until none is checked any more; returns how many were. */
    const flood = (client: string, channel = "a") => {
      const before = checked;
      while (counts.waitSecs(client, channel) === 0) counts.bad(client, channel);
      return checked - before;
    };

    it("have a limit per client over all channels, which refills with time", () => {
      expect(flood(SHOP)).to.equal(OF_CLIENT);
      expect(counts.waitSecs(SHOP, "another")).to.equal(60 / OF_CLIENT);
      expect(counts.waitSecs("192.0.2.2", "a")).to.equal(0);
      now += MINUTE_MS / OF_CLIENT - 1;
      expect(flood(SHOP)).to.equal(0);
      now += 1;
      expect(flood(SHOP)).to.equal(1);
      now += 100 * MINUTE_MS;
      expect(flood(SHOP)).to.equal(OF_CLIENT);
    });

    it("have a limit for all unknown clients together, which does not affect others", () => {
      counts.good(SHOP, "a");
      expect(flood("192.0.2.2")).to.equal(OF_CLIENT);
      expect(flood("192.0.2.3")).to.equal(OF_STRANGERS - OF_CLIENT);
      expect(counts.waitSecs("192.0.2.4", "a")).to.equal(60 / OF_STRANGERS);
      expect(counts.waitSecs(SHOP, "a")).to.equal(0);
    });

    it("of an address do not block its clients that have sent good ones", () => {
      counts.good(SHOP, "a");
      expect(flood(SHOP, "b")).to.equal(OF_CLIENT);
      expect(counts.waitSecs(SHOP, "a")).to.equal(0);
      expect(flood(SHOP, "a")).to.equal(OF_CLIENT);
      // a client that has not paid for long is a stranger again
      now += 11 * MINUTE_MS;
      expect(flood(SHOP, "b")).to.equal(OF_CLIENT);
      expect(counts.waitSecs(SHOP, "a")).not.to.equal(0);
    });

    it("above the limit are refused by name, on a connection that waits as long as the client should", () => {
      const { code, headers, delayMs, closes } = tooManyBadSignatures(2.5);
      expect([code, headers["retry-after"], delayMs, closes]).to.deep.equal([
        ...["too-many-requests", "3"],
        ...[2_500, true],
      ]);
    });

    it("count as one client's in a network of 64 bits of IPv6", () => {
      expect(flood("2001:db8:1:2::1")).to.equal(OF_CLIENT);
      expect(counts.waitSecs("2001:db8:1:2:ffff::2", "a")).not.to.equal(0);
      expect(counts.waitSecs("2001:db8:1:3::1", "a")).to.equal(0);
      expect(clientGroup("::1")).to.equal("0:0:0:0");
      expect(clientGroup("2001:db8::")).to.equal("2001:db8:0:0");
    });
  });

  it("are counted by the address that a trusted proxy says, and by no other's", () => {
    const cases: readonly (readonly [string[], string, string | undefined, string])[] = [
      [[], SHOP, "198.51.100.1", SHOP],
      [["10.0.0.0/8"], SHOP, "198.51.100.1", SHOP],
      [["10.0.0.0/8"], "10.1.2.3", "198.51.100.1", "198.51.100.1"],
      [["10.0.0.0/8"], "::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1"],
      [["10.0.0.0/8"], "10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
      [["10.0.0.0/8"], "10.1.2.3", undefined, "10.1.2.3"],
      [["10.0.0.0/8"], "10.1.2.3", "me", "10.1.2.3"],
      [["10.0.0.0/8"], "10.1.2.3", "198.51.100.1, me", "10.1.2.3"],
      [["fd00::/8", "::1"], "::1", "2001:db8::7, fd00::1", "2001:db8::7"],
    ];
    for (const [proxies, remoteAddress, forwarded, expected] of cases) {
      const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
      const request = { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
      expect(new ClientAddresses(proxies).of(request), String(forwarded)).to.equal(expected);
    }
    for (const good of ["10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"]) {
      expect(isNetwork(good), good).to.equal(true);
    }
    for (const bad of ["", "x", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "::/129"]) {
      expect(isNetwork(bad), bad).to.equal(false);
    }
  });

  describe("at a gateway", () => {
    let fixture: GatewayFixture;
    let payer: HandPayer;
    let forged: string;
    before(async () => {
      fixture = await GatewayFixture.start({
        config: {
          listen: { port: 0, proxies: ["127.0.0.1"] },
          limits: { badSignatures: OF_CLIENT, badSignaturesOfStrangers: 1_000 },
        },
      });
      payer = await HandPayer.open(fixture);
      await fixture.gateway.refresh();
      const good = await payer.signed();
      forged = `${good.slice(0, -20)}${"A".repeat(20)}`;
    });
    after(() => fixture.end());

    const metric = async (name: string) => {
      const shown = await (await fetch(`${fixture.gateway.url}/metrics`)).text();
      const [line = ""] = shown.split("\n").filter((one) => one.startsWith(`${name} `));
      return Number(line.split(" ")[1] ?? 0);
    };
    const checked = () => metric("diem_gateway_bad_signatures_total");
    const refused = () => metric('diem_gateway_refusals_total{code="too-many-requests"}');
    const from = (client: string, voucher?: string) => ({
      "x-forwarded-for": client,
      ...(voucher === undefined ? {} : { [HEADERS.voucher]: voucher }),
    });

    it("cost one check on a connection, however many are sent at once, and the connection", async () => {
      const before = await checked();
      const { hostname, port } = new URL(fixture.gateway.url);
      const socket = connect(Number(port), hostname);
      await once(socket, "connect");
      const body = JSON.stringify(chatOf("hello"));
      const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
      const request = `${head}x-forwarded-for: 203.0.113.1\r\n${HEADERS.voucher}: ${forged}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
      socket.write(request.repeat(1_000));
      const answered = await text(socket);
      expect(answered.match(/HTTP\/1\.1 402 /g)).to.have.length(1);
      expect(answered).to.include('"rule":"BadSignature"');
      expect((await checked()) - before).to.equal(1);
    });

    it("are not checked beyond the limit, and calls of others go on, from their address as well", async () => {
      const good = await payer.send({ headers: from(SHOP) });
      expect(good.status, await good.text()).to.equal(200);
      const before = await checked();
      const codes = await Promise.all(
        Array.from({ length: OF_CLIENT }, async () => {
          const response = await payer.send({ headers: from("203.0.113.2", forged) });
          return (await problemOf(response)).code;
        }),
      );
      expect(new Set(codes)).to.deep.equal(new Set(["bad-voucher"]));
      const leaving = new AbortController();
      const more = Array.from({ length: 10 }, () =>
        payer
          .send({ headers: from("203.0.113.2", forged), signal: leaving.signal })
          .catch(() => undefined),
      );
      while ((await refused()) < more.length) await new Promise((resolve) => setImmediate(resolve));
      expect((await checked()) - before).to.equal(OF_CLIENT);
      for (const client of [SHOP, "203.0.113.9"]) {
        const raised = { diem: UNIT / 10n + (client === SHOP ? 1n : 2n) };
        const response = await payer.send({ headers: from(client), voucher: raised });
        expect(response.status, await response.text()).to.equal(200);
      }
      // the newest voucher again needs no check
      const newest = await payer.signed({ diem: UNIT / 10n + 2n });
      const again = await payer.send({ headers: from("203.0.113.2", newest) });
      expect(again.status, await again.text()).to.equal(200);
      leaving.abort();
      await Promise.all(more);
    });
  });
});

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect } from "chai";
import type { Page, Route } from "playwright-core";
import { type DiemClient, vouchers } from "@diem/sdk";
import { HEADERS } from "@diem/wire";
import { CHROMIUM } from "../support/browser";
import { type Listening, listening } from "../support/listening";
import { mayUse } from "../support/tools";
import { confirm } from "./dialogs";
import { ask, say } from "./chatting";
import { Site } from "./site";

type Lie = (request: IncomingMessage, response: ServerResponse) => void;

describe("web: a gateway that lies, and two tabs", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  let page: Page;
  let consumer: DiemClient;
  let lie: Lie = (_, response) => void response.end();
  let liar: Listening;
  /** Vouchers that left the browser, as text. */
  const sent: string[] = [];
  let deceiving = false;
  const server = createServer((request, response) => {
    request.resume().on("end", () => lie(request, response));
  });

  /** Hands calls of a page to the liar while it deceives. */
  const watch = async (tab: Page) => {
    await tab.route("**/v1/chat/completions", (route: Route) => {
      const voucher = route.request().headers()[HEADERS.voucher];
      if (voucher !== undefined) sent.push(voucher);
      return deceiving ? route.continue({ url: `${liar.url}/` }) : route.continue();
    });
  };
  const CORS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": `${HEADERS.usage}, ${HEADERS.cost}`,
  };
  const toldWrong = async (text: string | RegExp) => {
    await page
      .locator(".message.assistant")
      .last()
      .locator(".bad")
      .getByText(text)
      .first()
      .waitFor();
  };
  const reopened = async () => {
    await page.reload();
    await page.getByText("Voucher ceiling").waitFor();
  };

  before(async () => {
    site = await Site.start();
    liar = await listening(server);
    page = await site.open();
    await watch(page);
    await site.connect(page, "consumer");
    consumer = await site.client("consumer");
    await page.getByRole("link", { name: "Use", exact: true }).click();
    await page.getByRole("button", { name: "Open a channel to chat" }).click();
    await page.getByLabel("Deposit (DIEM)").fill("1");
    await confirm(page);
    await page.getByText("Voucher ceiling").waitFor();
    deceiving = true;
  });
  after(async () => {
    await liar.close();
    await site.close();
  });

  it("shows HTML as what it is", async () => {
    lie = (_, response) =>
      void response.writeHead(200, { ...CORS, "content-type": "text/html" }).end("<b>hello</b>");
    await say(page, "html");
    await toldWrong(/text\/html.*not a stream/);
  });

  it("shows a refusal without a reason, and one by its name", async () => {
    lie = (_, response) =>
      void response.writeHead(402, { ...CORS, "content-type": "text/plain" }).end("pay me");
    await say(page, "plain");
    await toldWrong(/status 402/);
    lie = (_, response) =>
      void response
        .writeHead(503, { ...CORS, "content-type": "application/problem+json" })
        .end(JSON.stringify({ code: "shutting-down", detail: "\u202egoodbye <b>" }));
    await say(page, "problem");
    await toldWrong("shutting-down");
    await toldWrong("\ufffdgoodbye <b>");
  });

  it("cuts off what never ends", async () => {
    lie = (_, response) => {
      response.writeHead(200, { ...CORS, "content-type": "text/event-stream" });
      const chunk = `data: ${JSON.stringify({ choices: [{ delta: { content: "a".repeat(20_000) } }] })}\n\n`;
      const more = () => {
        if (!response.destroyed) response.write(chunk, () => setTimeout(more, 1));
      };
      more();
    };
    await say(page, "endless");
    await toldWrong("the answer does not end: the page cut it off");
  });

  it("stops: the stream is cut at its source, and what it cost is asked", async () => {
    await reopened();
    let cut: () => void = () => undefined;
    const isCut = new Promise<void>((resolve) => (cut = resolve));
    lie = (_, response) => {
      response.on("close", cut);
      response.writeHead(200, { ...CORS, "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: "slow" } }] })}\n\n`);
    };
    await say(page, "wait");
    await page.locator(".words", { hasText: "slow" }).waitFor();
    await page.getByText("Cost so far").waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.locator("[data-charged='0']").waitFor();
    await isCut;
  });

  it("believes no forged receipt, and signs no more for its gateway", async () => {
    await reopened();
    lie = (_, response) =>
      void response
        .writeHead(200, {
          ...{ ...CORS, "content-type": "text/event-stream" },
          [HEADERS.usage]: "e=1,q=0,d=999999999999",
        })
        .end("data: [DONE]\n\n");
    const before = sent.length;
    await say(page, "forged");
    await toldWrong("GatewayLies");
    await page.getByText("the page signs no more vouchers for it").waitFor();
    expect(sent).to.have.length(before + 1);
  });

  it("pays in one tab at a time, and signs no ceiling twice", async () => {
    deceiving = false;
    await reopened();
    const other = await site.openIn(page.context(), `${site.services.page.url}#/use`);
    await watch(other);
    await other.getByText("Another tab of this browser pays for this wallet").waitFor();
    await ask(page, "from the first tab");
    await other.getByRole("button", { name: "Pay in this tab" }).click();
    await page.getByText("Another tab of this browser pays for this wallet").waitFor();
    await other.getByText("Voucher ceiling").waitFor();
    await ask(other, "from the second tab");
    const ceilings = new Map<string, string>();
    for (const text of sent) {
      const { epoch, diem, quota } = vouchers.fromText(text).voucher;
      const ceiling = `${epoch} ${quota} ${diem}`;
      // the same ceiling is the same voucher, sent again
      expect(ceilings.get(ceiling) ?? text).to.equal(text);
      ceilings.set(ceiling, text);
    }
    const [channel] = await consumer.read.channels({
      consumer: site.network.wallets.consumer.publicKey,
    });
    const most = sent.map((text) => vouchers.fromText(text).voucher.diem);
    expect(most.every((diem) => diem <= (channel?.deposit ?? 0n))).to.equal(true);
  });
});

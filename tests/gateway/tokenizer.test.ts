import { expect } from "chai";
import { HEADERS } from "@diem/wire";
import { tokenizerOf } from "../../app/gateway/src/upstream/prompt-counter";
import { FaultyUpstream, whole } from "./faulty-upstream";
import { GatewayFixture } from "./fixture";
import { chatOf, diemOf, HandPayer, problemOf } from "./payer";

/** Tokens that the tokenizers here make of a prompt. */
const TOKENS = 5;
/** Micro-credits of the prompt with the margin, and of ten tokens of the answer. */
const MOST = BigInt(TOKENS + 16 + 2 * 10);
const BODY = chatOf("x".repeat(10_000), { max_tokens: 10 });

for (const tokenizer of ["llama.cpp", "vllm"] as const) {
  describe(`a gateway that counts prompts by the tokenizer of ${tokenizer}`, () => {
    let fixture: GatewayFixture;
    let upstream: FaultyUpstream;
    let payer: HandPayer;
    const asked: string[] = [];
    let tells = true;
    before(async () => {
      upstream = await FaultyUpstream.start();
      upstream.fault = (response, body, { url = "" }) => {
        asked.push(url);
        const tokens = Array.from({ length: TOKENS }, (_, nth) => nth);
        const counts = tokenizer === "vllm" ? { count: TOKENS } : { tokens };
        if (url === "/apply-template") {
          response.end(JSON.stringify({ prompt: `<|user|>${body.length}` }));
        } else if (url === "/tokenize") {
          response.writeHead(tells ? 200 : 500).end(JSON.stringify(counts));
        } else {
          response.end(whole("ok", { prompt_tokens: TOKENS, completion_tokens: 1 }));
        }
      };
      const config = { upstream: { url: upstream.url, tokenizer } };
      fixture = await GatewayFixture.start({ config });
      payer = await HandPayer.open(fixture);
      await fixture.gateway.refresh();
    });
    beforeEach(() => {
      asked.length = 0;
      tells = true;
    });
    after(async () => {
      await fixture.end();
      await upstream.close();
    });

    const within = (credits: bigint) => ({ [HEADERS.most]: `d=${diemOf(credits)},q=0` });

    it("reserves for the tokens of the prompt, and not for its bytes", async () => {
      const response = await payer.send({ body: BODY, headers: within(MOST) });
      expect(response.status, await response.text()).to.equal(200);
      const counting = tokenizer === "vllm" ? ["/tokenize"] : ["/apply-template", "/tokenize"];
      expect(asked).to.deep.equal([...counting, "/v1/chat/completions"]);
      const least = BigInt(TOKENS + 16 + 2);
      const problem = await problemOf(
        await payer.send({ body: BODY, headers: within(least - 1n) }),
      );
      expect(problem.code).to.equal("voucher-too-low");
      expect(problem.needed).to.deep.include({
        full: { credits: String(MOST), diem: String(diemOf(MOST)) },
      });
    });

    it("reserves for the bytes where the tokenizer does not answer", async () => {
      tells = false;
      const problem = await problemOf(await payer.send({ body: BODY, headers: within(MOST) }));
      expect(problem.code).to.equal("voucher-too-low");
      const { full } = problem.needed as { readonly full: { readonly credits: string } };
      expect(BigInt(full.credits) > 10_000n).to.equal(true);
    });

    it("is found by what the server answers", async () => {
      const there = { url: upstream.url };
      expect(await tokenizerOf(there, "any")).to.equal(tokenizer);
      tells = false;
      expect(await tokenizerOf(there, "any")).to.equal(null);
    });

    it("does not work for a bad voucher", async () => {
      const response = await payer.send({ body: BODY, voucher: { diem: 10n ** 12n } });
      expect((await problemOf(response)).code).to.equal("over-deposit");
      expect(asked).to.deep.equal([]);
    });
  });
}

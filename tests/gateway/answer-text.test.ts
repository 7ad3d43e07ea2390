import { expect } from "chai";
import type { JsonObject } from "../../app/gateway/dist/requests";
import { answerWriter } from "../../app/gateway/dist/calls/answer-text";
import { Refusal } from "../../app/gateway/dist/refusal";

const RECEIPT = {
  call: "0b8f7c3e-0000-4000-8000-000000000001",
  cost: { credits: 250_000n, quota: 0n, diem: 250n },
  usage: { epoch: 7, quota: 0n, diem: 900n },
};
const ADDED = { cost: 0.25, diem: { epoch: "7", quota: "0", diem: "900", credits: "250000" } };
const written = (members: JsonObject): unknown => JSON.parse(answerWriter(members)(RECEIPT));

describe("the text of an answer in JSON", () => {
  it("has the receipt in its usage, and the rest as the server wrote it", () => {
    const answer = {
      id: "x",
      usage: { prompt_tokens: 1, total_tokens: 3 },
      choices: [{ index: 0 }],
    };
    const usage = { ...answer.usage, ...ADDED };
    expect(written(answer)).to.deep.equal({ ...answer, usage });
  });

  it("has one where the server wrote no usage, or one that is no object", () => {
    for (const members of [{}, { usage: null }, { usage: 3 }, { usage: {} }]) {
      expect(written(members)).to.deep.equal({ usage: ADDED });
    }
  });

  it("has what this gateway charged, where the server says what it charged itself", () => {
    const sold = { prompt_tokens: 1, cost: 9, diem: { epoch: "1" } };
    expect(written({ usage: sold })).to.deep.equal({ usage: { prompt_tokens: 1, ...ADDED } });
    expect(answerWriter({ usage: sold })(RECEIPT).match(/"cost"/g)).to.have.length(1);
  });

  it("is refused where it is nested too deeply to be written", () => {
    let choices: unknown = [];
    for (let depth = 0; depth < 20_000; depth += 1) choices = [choices];
    expect(() => answerWriter({ choices }))
      .to.throw(Refusal)
      .with.property("code", "upstream-failed");
  });
});

import { expect } from "chai";
import { gatewayLog } from "@diem/gateway";

describe("the log of a gateway", () => {
  it("hands the lines of a turn on together, whole and in order", async () => {
    const written: string[] = [];
    const log = gatewayLog({ logLevel: "info" }, { write: (lines) => written.push(lines) });
    for (let call = 0; call < 3; call += 1) log.info({ call }, "call");
    log.debug("not at this level");
    expect(written).to.deep.equal([]);
    await new Promise(setImmediate);
    log.error("later");
    await new Promise(setImmediate);
    const lines = written.map((text) => text.trimEnd().split("\n"));
    expect(lines.map(({ length }) => length)).to.deep.equal([3, 1]);
    const calls = lines[0]?.map((line) => (JSON.parse(line) as { readonly call: number }).call);
    expect(calls).to.deep.equal([0, 1, 2]);
  });

  it("writes a fatal line at once, as the process may end with it", () => {
    const lines: string[] = [];
    const log = gatewayLog({ logLevel: "info" }, { write: (text) => lines.push(text) });
    log.fatal("the end");
    expect(lines.join("")).to.include("the end");
  });
});

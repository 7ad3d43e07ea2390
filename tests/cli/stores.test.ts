import { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { dataFolder, storeFolder } from "../../app/cli/src/stores";

describe("cli: stores", () => {
  it("lie where DIEM_HOME says, or with the user's data", () => {
    const of = (env: NodeJS.ProcessEnv) =>
      dataFolder({ env, home: "/home/ada", cwd: "/somewhere" });
    expect(of({ DIEM_HOME: "/srv/diem", XDG_DATA_HOME: "/data" })).to.equal("/srv/diem");
    expect(of({ DIEM_HOME: "", XDG_DATA_HOME: "/data" })).to.equal("/data/diem");
    expect(of({ DIEM_HOME: "here", XDG_DATA_HOME: "/data" })).to.equal("/somewhere/here");
    expect(of({ DIEM_HOME: "~/diem" })).to.equal("/home/ada/diem");
    expect(of({})).to.equal("/home/ada/.local/share/diem");
    const address = PublicKey.default;
    const clusterTag = Uint8Array.of(0, 1, 2, 255);
    expect(storeFolder("/srv", { clusterTag, side: "provider", address })).to.equal(
      `/srv/000102ff/provider/${address.toBase58()}`,
    );
  });
});

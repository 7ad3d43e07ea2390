import { expect } from "chai";
import { DiemClientError, type PaidCall, SpendingLimit, toCsv, toJsonLines } from "@diem/client";
import { vouchers } from "@diem/sdk";

const HOUR = 3_600_000;

describe("a budget", () => {
  const at = { now: 1_000 * 24 * HOUR };
  const store = vouchers.memoryStore();
  const open = (budget: Parameters<typeof SpendingLimit.open>[0]["budget"], key = "provider") =>
    SpendingLimit.open({ budget, store, key, now: () => at.now });

  const refused = (limit: SpendingLimit, most: bigint): DiemClientError => {
    try {
      limit.hold(most);
    } catch (error) {
      if (error instanceof DiemClientError) return error;
      throw error;
    }
    throw new Error("nothing was refused");
  };
  /** Takes what is used of a channel in all, and stores it. */
  const observe = async (limit: SpendingLimit, used: bigint, channel = "channel") => {
    const change = limit.observe(channel, used);
    if (change !== null) await store.commit({ changes: [change] });
  };

  it("bounds a call, an hour, a day and all time, with what open calls may cost", async () => {
    const limit = await open({ perCall: 10n, perHour: 15n, perDay: 25n, total: 40n });
    // what was used before the budget was made is not of it
    await observe(limit, 1_000n);
    expect(limit.left).to.equal(10n);
    expect(refused(limit, 11n).message).to.equal(
      "the call may cost 11 DIEM base units, and 10 of the budget's perCall are left: raise this limit, or ask for less",
    );
    limit.hold(10n);
    expect(limit.left).to.equal(5n);
    const hour = refused(limit, 6n);
    expect([hour.name, hour.context]).to.deep.equal(["OverBudget", { needed: 6n, left: 5n }]);
    expect(hour.message).to.include("perHour");
    limit.release(10n);
    await observe(limit, 1_008n);
    expect(limit.left).to.equal(7n);
    at.now += HOUR;
    expect(limit.left).to.equal(10n);
    await observe(limit, 1_018n);
    at.now += HOUR;
    // 18 of the day's 25 are spent
    expect(limit.left).to.equal(7n);
    expect(refused(limit, 8n).message).to.include("perDay");
    at.now += 24 * HOUR;
    expect(limit.left).to.equal(10n);
  });

  it("is kept in the store, with what was seen of each channel", async () => {
    const again = await open({ perCall: 100n, total: 40n });
    expect(again.left).to.equal(22n);
    // of a call whose answer the process before did not live to see
    await observe(again, 1_020n);
    expect(again.left).to.equal(20n);
    await observe(again, 5n, "another channel");
    expect(again.left).to.equal(20n);
    const other = await open({ perCall: 100n, total: 40n }, "another provider");
    expect(other.left).to.equal(40n);
  });

  it("counts nothing twice, and gives back what a call did not cost", async () => {
    const limit = await open({ perCall: 10n, total: 10n }, "third");
    await observe(limit, 0n);
    limit.hold(10n);
    expect(limit.left).to.equal(0n);
    limit.release(10n);
    await observe(limit, 4n);
    await observe(limit, 4n);
    await observe(limit, 3n);
    expect(limit.left).to.equal(6n);
  });
});

describe("receipts", () => {
  const call: PaidCall = {
    ...{ call: "0f8fad5b-d9cb-469f-a165-70867728950e", at: 0 },
    ...{ provider: "P", channel: "C", model: 'a "quoted", model' },
    cost: { credits: 12n, diem: 5n, quota: 7n },
    usage: { epoch: 3, quota: 17n, diem: 2n ** 64n - 1n },
  };

  it("are exported with every digit", () => {
    const [line] = toJsonLines([call, call]).trim().split("\n");
    expect(JSON.parse(line ?? "")).to.deep.equal({
      ...{ time: "1970-01-01T00:00:00.000Z", call: call.call },
      ...{ provider: "P", channel: "C", model: 'a "quoted", model' },
      ...{ credits: "12", diem: "5", quota: "7" },
      ...{ epoch: "3", usedDiem: "18446744073709551615", usedQuota: "17" },
    });
    expect(toCsv([call])).to.equal(
      "time,call,provider,channel,model,credits,diem,quota,epoch,usedDiem,usedQuota\r\n" +
        `1970-01-01T00:00:00.000Z,${call.call},P,C,"a ""quoted"", model",12,5,7,3,18446744073709551615,17\r\n`,
    );
  });
});

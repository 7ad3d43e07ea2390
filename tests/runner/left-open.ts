import { createServer } from "node:http";

// Run by ends.test.ts in a process of its own.
describe("a test that cannot clean up", () => {
  it("fails with a server and a timer left behind", async () => {
    const server = createServer();
    await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
    setInterval(() => undefined, 1_000);
    throw new Error("before it closed anything");
  });
});

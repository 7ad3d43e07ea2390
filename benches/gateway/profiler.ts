// Loaded into a server before its program, to look into it from outside:
//   node --require tsx/cjs --require benches/gateway/profiler.ts <program>
import { Session } from "node:inspector/promises";

const session = new Session();
session.connect();

async function answer(what: unknown): Promise<unknown> {
  switch (what) {
    case "start":
      await session.post("Profiler.enable");
      await session.post("Profiler.setSamplingInterval", { interval: 200 });
      await session.post("Profiler.start");
      return null;
    case "stop":
      return (await session.post("Profiler.stop")).profile;
    default:
      // what is reachable alone counts
      await session.post("HeapProfiler.collectGarbage");
      return process.memoryUsage();
  }
}

process.on("message", (what) => void answer(what).then((told) => process.send?.(told)));

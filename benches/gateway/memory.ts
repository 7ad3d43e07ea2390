import { type Load, load } from "./load";
import type { Measured } from "./measured";

const MIB = 1024 * 1024;
/** Streams after which the memory is looked at. */
const AFTER = [1_000, 2_000, 4_000, 6_000, 8_000, 10_000];

/** Shows the memory of a gateway as it serves streams. It must have been started with `profiler.ts`. */
export async function watchMemory(
  gateway: Measured,
  headers: Load["headers"],
): Promise<readonly string[]> {
  const lines: string[] = [];
  let served = 0;
  for (const count of AFTER) {
    await load(gateway, { count: count - served, stream: true, headers });
    served = count;
    const { heapUsed, external } = (await gateway.ask("heap")) as NodeJS.MemoryUsage;
    const [heap, outside, resident] = [heapUsed, external, gateway.residentBytes].map((bytes) =>
      (bytes / MIB).toFixed(1),
    );
    lines.push(
      `after ${count} streams: ${heap} MiB of heap in use, ${outside} MiB outside of it, ${resident} MiB resident`,
    );
  }
  return lines;
}

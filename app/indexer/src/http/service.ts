import type { FastifyInstance } from "fastify";
import { type Context, progressOf } from "./context";
import { Problem } from "./problem";
import { answer } from "./schemas";

/** Routes about the indexer itself. */
export function serviceRoutes(app: FastifyInstance, context: Context): void {
  const { indexes, metrics, config } = context;
  app.get("/healthz", { schema: { summary: "Whether it runs" } }, () => ({ status: "ok" }));
  app.get("/readyz", { schema: { summary: "Whether its answers can be relied on" } }, () => {
    const [fault] = faultsOf(context);
    if (fault !== undefined) throw new Problem("NotReady", fault);
    return { status: "ok" };
  });
  app.get("/metrics", { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.type).send(await metrics.text()),
  );
  app.get(
    "/v1/status",
    { schema: { summary: "How far the index is, and what is wrong", response: answer("Status") } },
    () => ({
      ...progressOf(context),
      faults: faultsOf(context),
      programs: indexes.map(
        ({ program, progress, gaps, differences, compared, markets, unfinal }) => ({
          ...{ program, ...progress, markets: [...markets.keys()], unfinal: unfinal.length },
          gaps: gaps.map(({ account, first, last }) => ({
            ...{ account, first: first.toString(), last: last.toString() },
          })),
          ...{ compared, differences },
        }),
      ),
      staleSecs: config.staleSecs,
    }),
  );
}

/** Reasons why the answers are not reliable; empty if there are none. */
function faultsOf({ indexes, config: { staleSecs } }: Context): string[] {
  return indexes.flatMap(({ program, progress, gaps, differences }) => {
    const { seconds } = progress;
    const [gap] = gaps;
    const [difference] = differences;
    const found: string[] = [];
    if (seconds === null) found.push(`${program}: the history is read for the first time: wait`);
    else if (seconds > staleSecs) {
      found.push(`${program}: the chain was not read for ${Math.round(seconds)} s: check the node`);
    }
    if (gap !== undefined) {
      const numbers = `${String(gap.first)} to ${String(gap.last)}`;
      found.push(
        `${program}: the events ${numbers} of ${gap.account} are missing: ask a node that keeps its history`,
      );
    }
    if (difference !== undefined) {
      const { account, figure, indexed, chain } = difference;
      found.push(
        `${program}: ${figure} of ${account} is ${indexed} here and ${chain} on chain: run \`diem indexer rebuild\``,
      );
    }
    return found;
  });
}

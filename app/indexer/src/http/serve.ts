import { isIPv6 } from "node:net";
import type { AddressInfo } from "node:net";
import cors from "@fastify/cors";
import etag from "@fastify/etag";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyError } from "fastify";
import { accountRoutes } from "./accounts";
import { type Context, progressOf } from "./context";
import { eventRoutes } from "./events";
import { marketRoutes } from "./markets";
import { Problem, problemBody } from "./problem";
import { serviceRoutes } from "./service";
import { streamRoutes } from "./stream";

/** How far an answer's index is. They are headers, so that an answer that has not changed stays the same. */
const LAG_HEADERS = ["x-diem-slot", "x-diem-lag-slots", "x-diem-lag-seconds"];
const URL_LENGTH = 2_000;

/** A server that answers. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers by HTTP. Throws EADDRINUSE. */
export async function serve(context: Context): Promise<Served> {
  const { config, log, metrics } = context;
  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: URL_LENGTH },
    // ajv's strict mode checks the schemas: their own schema would take a tenth of the start
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false, validateSchema: false } },
  });
  await app.register(cors, { exposedHeaders: ["etag", ...LAG_HEADERS] });
  await app.register(etag);
  await app.register(swagger, {
    openapi: {
      info: {
        title: "DIEM indexer",
        version: "1",
        description: "Amounts are base units as texts.",
      },
    },
  });
  app.addHook("onSend", async (_request, reply) => {
    const { slot, lagSlots, lagSeconds } = progressOf(context);
    void reply.headers({
      "x-diem-slot": String(slot),
      "x-diem-lag-slots": String(lagSlots),
      "x-diem-lag-seconds": lagSeconds === null ? "unknown" : lagSeconds.toFixed(3),
    });
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-cache");
  });
  app.addHook("onResponse", async (_request, { statusCode }) => metrics.answered(statusCode));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.name === "InternalError") log.error({ err: error, path: request.url }, "failed");
    return reply.code(problem.status).type("application/problem+json").send(problemBody(problem));
  });
  app.setNotFoundHandler(({ url }, reply) => {
    const message = `there is no ${url.slice(0, 200)}: see /openapi.json for the paths`;
    const problem = new Problem("NotFound", message);
    return reply.code(404).type("application/problem+json").send(problemBody(problem));
  });
  serviceRoutes(app, context);
  marketRoutes(app, context);
  accountRoutes(app, context);
  eventRoutes(app, context);
  streamRoutes(app, context);
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  const { host, port } = config.listen;
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw error;
  }
  const { port: taken, address } = app.server.address() as AddressInfo;
  const name = isIPv6(address) ? `[${address}]` : address;
  return { url: `http://${name}:${String(taken)}`, close: () => app.close() };
}

function problemOf(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  const { statusCode = 500, message, validation = [] } = error;
  const unknown = validation[0]?.params.additionalProperty;
  if (typeof unknown === "string") {
    const text = `the parameter ${JSON.stringify(unknown.slice(0, 80))} is unknown: see /openapi.json`;
    return new Problem("BadRequest", text);
  }
  if (statusCode < 500) return new Problem("BadRequest", `${message}: see /openapi.json`);
  return new Problem("InternalError", "the indexer failed: try again, and see its log");
}

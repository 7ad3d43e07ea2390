import type { GatewayConfig } from "../config/schema";
import type { Sharing } from "../store/open";
import { Forwarder } from "./forward";
import { Partitions, type PartitionsInput } from "./partitions";
import { Router } from "./router";

const CONNECT_MS = 1_000;

/** See {@link Cluster.of}. */
export interface ClusterInput extends Pick<PartitionsInput, "user" | "onError"> {
  /** Called for each request that another gateway answered. */
  readonly onForwarded: () => void;
}

/** The part of a gateway that works with the other gateways of its store. */
export class Cluster {
  private constructor(
    readonly partitions: Partitions,
    readonly router: Router,
    private readonly forwarder: Forwarder,
  ) {}

  /** Null for a gateway with a store of its own. */
  static of(
    { limits: { bodyBytes }, postgres }: GatewayConfig,
    sharing: Sharing | null,
    { onForwarded, ...given }: ClusterInput,
  ): Cluster | null {
    if (sharing === null || postgres === undefined) return null;
    const { owner, leases, fences } = sharing;
    const { leaseSecs } = postgres;
    const partitions = new Partitions({ ...given, owner, leases, leaseSecs, fences });
    const forwarder = new Forwarder({ bodyBytes, connectTimeoutMs: CONNECT_MS });
    const router = new Router({ partitions, forwarder, onForwarded });
    return new Cluster(partitions, router, forwarder);
  }

  /** Says that this gateway is gone. Throws what the database throws. */
  async end(): Promise<void> {
    await this.forwarder.close();
    await this.partitions.end();
  }
}

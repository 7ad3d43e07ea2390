import { randomUUID } from "node:crypto";
import { ConfigError } from "@diem/config";
import type { vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import type { GatewayConfig } from "../config/schema";
import { expectedLease } from "../postgres/lease";
import { Leases } from "../postgres/leases";
import { PostgresStore } from "../postgres/store";
import { databaseUrl } from "../secrets";

/** A store that is open. */
export interface OpenStore {
  readonly store: vouchers.Store;
  /** Null for a store that this gateway has for itself. */
  readonly sharing: Sharing | null;
  close(): Promise<void>;
}

/** How gateways share a store. */
export interface Sharing {
  /** This gateway, as the leases have it. */
  readonly owner: string;
  readonly leases: Leases;
  /** Fences of the partitions that this gateway owns or takes on. */
  readonly fences: Map<number, number>;
  /** What the ledger expects of the store. */
  readonly lease: (partition: number) => vouchers.Change;
}

/**
 * Opens the store that a configuration names: a folder, or a database.
 *
 * @throws ConfigError; DiemError `StoreBusy` where another process has the folder open, `DamagedState`; what the database throws.
 */
export async function openStore(
  { store: folder, postgres, chain }: GatewayConfig,
  onError: (error: unknown) => void,
): Promise<OpenStore> {
  if (postgres !== undefined) return openShared(postgres, chain.provider, onError);
  if (folder === undefined)
    throw new ConfigError("store is missing: set a folder as store, or postgres");
  const files = await openFileStore({ folder });
  return { store: files, sharing: null, close: () => files.close() };
}

async function openShared(
  postgres: NonNullable<GatewayConfig["postgres"]>,
  provider: string,
  onError: (error: unknown) => void,
): Promise<OpenStore> {
  const { schema, leaseSecs: seconds } = postgres;
  // its libraries are a quarter of what a gateway loads, and one with a folder needs none of them
  const { Database } = await import("../postgres/database");
  const database = await Database.open({ url: databaseUrl(postgres), schema, onError });
  try {
    await database.requireSeller(provider);
  } catch (error) {
    await database.close();
    throw error;
  }
  const owner = randomUUID();
  const fences = new Map<number, number>();
  return {
    store: new PostgresStore(database, owner),
    sharing: {
      ...{ owner, fences, leases: new Leases({ database, owner, seconds }) },
      lease: (partition) => expectedLease({ partition, fence: fences.get(partition) ?? 0 }),
    },
    close: () => database.close(),
  };
}

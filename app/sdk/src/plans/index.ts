/** What people do in a market, as plans: instructions of one transaction, and what they will do. @module */
export type { Plan, PlanContext } from "./plan";
export * from "./channels";
export * from "./diem";
export * from "./epochs";
export * from "./governance";
export * from "./market";
export * from "./providing";
export * from "./staking";

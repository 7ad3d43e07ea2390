/** What people do in a market, as plans: instructions of one transaction, and what they will do. @module */
export type { Plan, PlanContext } from "./plan";
export * from "./channel";
export * from "./diem";
export * from "./epoch";
export * from "./governance";
export * from "./market";
export * from "./provider";
export * from "./position";

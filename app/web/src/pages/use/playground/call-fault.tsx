import { DiemClientError } from "@diem/client";
import { errors } from "@diem/sdk";
import { isWireError } from "@diem/wire";
import { ErrorNote } from "../../../parts/error-note";
import { NoAnswer } from "./answer";
import { Refused } from "./refusal";

/** What went wrong with a call, by name, and what to do. */
export function CallFault({ error }: { readonly error: unknown }) {
  if (errors.isDiemError(error)) return <ErrorNote error={error} />;
  const { name, message, next } = told(error);
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>{message}</strong>
      </p>
      <p>{next}</p>
      <p className="quiet">{name}</p>
    </div>
  );
}

function told(error: unknown): { name: string; message: string; next: string } {
  const name = error instanceof Error ? error.name : "Error";
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Refused) {
    return { name: error.code ?? "no code", message: error.message, next: error.next };
  }
  if (error instanceof DiemClientError) {
    const lie =
      "No voucher was signed because of its report. It can claim at most the voucher's ceiling.";
    return { name, message, next: name === "GatewayLies" ? lie : NEXT };
  }
  if (isWireError(error) || error instanceof NoAnswer) {
    const next = "This is not a working gateway: choose another provider.";
    return { name, message, next: `Nothing was signed on its word. ${next}` };
  }
  if (error instanceof TypeError) {
    return { name: "NotReachable", message: "the gateway does not answer", next: NEXT };
  }
  return { name, message, next: NEXT };
}

const NEXT = "Send the message again, or choose another provider.";

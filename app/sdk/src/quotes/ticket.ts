/** Whether `withdrawUnstaked` pays a ticket out at `now` (unix seconds). */
export function ticketReady({
  ticket,
  now,
}: {
  readonly ticket: { readonly readyTs: bigint };
  readonly now: bigint;
}): boolean {
  return now >= ticket.readyTs;
}

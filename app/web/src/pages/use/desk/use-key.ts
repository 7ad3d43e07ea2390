import { useQuery } from "@tanstack/react-query";
import { sessionKey } from "./keys";
import { useDeskName } from "./use-desk";

/** The key of this browser that signs vouchers of the connected wallet. */
export function useSessionKey() {
  const name = useDeskName();
  return useQuery({
    queryKey: ["session-key", name],
    queryFn: async () => (name === null ? null : (await sessionKey(name)).publicKey),
    enabled: name !== null,
    staleTime: Infinity,
    retry: false,
  });
}

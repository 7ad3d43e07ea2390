/** Fields of events that were compared with what a test expected of them, as `Event.field.part`. */
export const comparedFields = new Set<string>();

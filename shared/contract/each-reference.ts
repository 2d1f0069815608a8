/** Each of some references to records once, at its first place. */
export const eachReference = <Reference extends { type: string; id: string }>(
  references: readonly Reference[],
): Reference[] => [...new Map(references.map((one) => [`${one.type}#${one.id}`, one])).values()];

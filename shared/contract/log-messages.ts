/** What functions log so that an alarm counts it. */
export const countedMessages = {
  lateErasure: 'erasure takes too long',
  notRouted: 'change not routed',
  browserCrash: 'browser crash',
} as const;

import type { Key } from './keys.ts';

/**
 * Records that can wait for their owner, by type and by what they are sorted by, so that the page that everybody opens
 * first asks no copy.
 */
export const waitingKey = (orgId: string, ownerId: string, type: string, from: string, id: string): Key => ({
  pk: waitingPartition(orgId, ownerId),
  sk: `${type}#${from}#${id}`,
});
export const waitingPartition = (orgId: string, ownerId: string): string => `ORG#${orgId}#WAITING#${ownerId}`;

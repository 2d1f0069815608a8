import { createHash } from 'node:crypto';

/** An id that is the same for the same organization and name, in the form of a UUIDv8. */
export function derivedId(orgId: string, name: string): string {
  const hex = createHash('sha256').update(`${orgId} ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

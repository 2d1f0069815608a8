import { countedMessages } from '#contract/log-messages.ts';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import type { OpenErasure } from './open-erasure.ts';

/** Logs that an erasure can't deal with something, such as an item of a kind. Its key can contain personal data. */
export function logFailure({ orgId, stored }: OpenErasure, kind: unknown, error: unknown): void {
  const line = { orgId, erasureId: stored.id, kind, error: errorNameOf(error) };
  writeLog({ level: 'error', message: 'erasure failed in part', ...line });
}

/**
 * An erasure takes minutes or hours, unless something stops it that an operator has to look at. An alarm counts the
 * warnings of an hour (infra/log-metrics.ts).
 */
const lateHours = 24;

export function warnIfLate({ orgId, stored }: OpenErasure): void {
  if (Date.now() - Date.parse(stored.createdAt) < lateHours * 3_600_000) return;
  writeLog({ level: 'warn', message: countedMessages.lateErasure, orgId, erasureId: stored.id });
}

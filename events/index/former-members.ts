import type { DynamoDBRecord } from 'aws-lambda';
import { purgePrivateViews } from '#data/organization/view.ts';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import { organizationOf } from '#data/store/keys.ts';
import { isTemporary } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

/**
 * Deletes what belongs to memberships that ended. Returns the changes to deliver again, after temporary failures. A
 * repeated deletion finds nothing.
 */
export async function purgeFormerMembers(
  session: Session,
  records: readonly DynamoDBRecord[],
): Promise<DynamoDBRecord[]> {
  const again: DynamoDBRecord[] = [];
  for (const source of records) {
    const { pk, sk, kind, joinedAt } = source.dynamodb?.OldImage ?? {};
    if (source.eventName !== 'REMOVE' || kind?.S !== 'member') continue;
    const membership = { orgId: organizationOf(pk?.S ?? ''), userId: sk?.S ?? '', since: joinedAt?.S ?? '' };
    try {
      await purgePrivateViews(session, membership);
    } catch (error) {
      writeLog({ level: 'error', message: 'purge of a former member failed', error: errorNameOf(error) });
      if (isTemporary(error)) again.push(source);
    }
  }
  return again;
}

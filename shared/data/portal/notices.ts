import { timingSafeEqual } from 'node:crypto';
import type { PortalSubject } from '../organization/member.ts';
import { keyOf } from '../records/definition.ts';
import { noticesOffKey } from '../store/keys.ts';
import { keyedHash, stageKey, stageKeys, type StageKey } from '../store/stage-key.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { portalDefinition } from './portal-access.ts';
import { partsOfToken, portalTokenOf, type PortalToken } from './portal-token.ts';

/** Whether a contact or vendor wants e-mails about answers. */
export const hasNotices = async (session: Session, orgId: string, subject: PortalSubject): Promise<boolean> =>
  (await getItem(session, offKey(orgId, subject))) === undefined;

/** The action that turns e-mails about answers on or off. */
export const noticesAction = (orgId: string, subject: PortalSubject, isOn: boolean): Action => {
  const key = offKey(orgId, subject);
  return isOn
    ? { remove: { Key: { ...key } } }
    : { put: { Item: { ...key, kind: 'noticesOff', org: orgId } } };
};

const offKey = (orgId: string, { type, id }: PortalSubject) =>
  noticesOffKey(keyOf(portalDefinition(type), orgId, id));

/**
 * The token in the link that stops e-mails about answers. It is signed with a key of the stage instead of stored, and
 * does nothing else.
 */
export const noticesToken = (orgId: string, subject: PortalSubject): string =>
  portalTokenOf({ orgId, subject, secret: signatureOf(orgId, subject, stageKey(purpose)) });

/** Whose e-mails a token stops; undefined if it wasn't made by this stage. */
export function noticesOf(token: string): Pick<PortalToken, 'orgId' | 'subject'> | undefined {
  const parts = partsOfToken(token);
  if (!parts) return undefined;
  const { orgId, subject, secret } = parts;
  return stageKeys(purpose).some((key) => isSame(secret, signatureOf(orgId, subject, key)))
    ? parts
    : undefined;
}

const purpose = 'notices';
const signatureOf = (orgId: string, { type, id }: PortalSubject, key: StageKey): string =>
  keyedHash(key, `${orgId} ${type} ${id}`);

function isSame(received: string, expected: string): boolean {
  const [one, other] = [Buffer.from(received), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

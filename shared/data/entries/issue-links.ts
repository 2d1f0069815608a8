import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord } from '../records/definition.ts';
import { issueRecords } from '../records/issue.ts';
import { readFinal } from '../records/read.ts';
import type { Key } from '../store/keys.ts';
import { findLink, newLinkKey } from '../store/link-item.ts';
import type { Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import { addresseeOf } from './answer-notices.ts';
import type { CustomerSide } from './issue-answers.ts';
import type { NoteParent } from './note.ts';

/** What a link to an issue leads to. The token is only in the link itself. */
export interface IssueLink {
  org: string;
  recordType: 'issue';
  recordId: string;
  /** To whom it was sent. It opens the issue as long as the answers go to this address. */
  email: string;
  language: Language;
  /** Links that were made until the issue's `linksRevokedAt` don't open it any more. */
  madeAt: string;
  /** In epoch seconds. */
  expiresAt: number;
}

type Linked = Pick<IssueLink, 'email' | 'language' | 'madeAt'> & { orgId: string; id: string };

/**
 * A new link with which the recipient of an e-mail reads and answers an issue without an account, and the item that makes
 * it work. As those of documents, its token has 256 random bits, of which only a digest is stored.
 */
export function newIssueLink({ orgId, id, email, language, madeAt }: Linked): { url: string; item: Item } {
  const { secret: token, key } = newLinkKey();
  const link: IssueLink & Key = {
    ...key,
    ...{ org: orgId, recordType: 'issue', recordId: id, email, language, madeAt },
    expiresAt: epochSeconds(madeAt) + limits.issueLinkDays * 86_400,
  };
  return { url: `${process.env.SITE_URL}/v1/issues?key=${token}`, item: { ...link, kind: 'issue-link' } };
}

/** The link with a token, unless it has expired. */
export async function findIssueLink(
  session: Session,
  token: string,
  now: string,
): Promise<IssueLink | undefined> {
  const link = await findLink<IssueLink>(session, token, now);
  return link?.recordType === 'issue' ? link : undefined;
}

/**
 * The issue of a link, which can have been merged, and who answers with it. Undefined if the issue is in the trash, its
 * links were revoked, or its answers go to somebody else meanwhile.
 */
export async function linkedIssue(
  context: Context,
  { recordId, email, madeAt }: IssueLink,
): Promise<(NoteParent<Issue> & { by: CustomerSide }) | undefined> {
  const [found] = await readFinal(context, [{ definition: issueRecords, id: recordId }]);
  const record = found as (Issue & AnyRecord) | undefined;
  if (!record || record.deletedAt !== undefined) return undefined;
  if (record.linksRevokedAt !== undefined && record.linksRevokedAt >= madeAt) return undefined;
  const addressee = await addresseeOf(context, record);
  if (addressee?.email !== email) return undefined;
  const { contactId } = addressee;
  return {
    definition: issueRecords,
    record,
    key: keyOf(issueRecords, context.orgId, record.id),
    by: contactId === undefined ? { isByVisitor: true } : { contactId },
  };
}

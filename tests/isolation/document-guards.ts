import { guard, never } from './guard.ts';

const api = 'tests/api/document-links.test.ts';
const answers = 'tests/api/document-answers.test.ts';
const sent = 'tests/api/sent-documents.test.ts';
const opening = 'functions/public-documents/open-document.ts';
const answering = 'functions/public-documents/answer.ts';

/** Guards of links to documents. */
export const documentGuards = [
  guard(
    'the address of a document for those who can’t send it',
    'shared/data/billing/document-customer.ts',
    'email: isSeen ? recipient.email : undefined, isSeen }',
    'email: recipient.email, isSeen }',
    'tests/isolation/document-customers.test.ts',
    'a key that can read invoices but not send them isn’t told to whom they go, or what their customer wants',
  ),
  guard(
    'links that have expired',
    'shared/data/store/link-item.ts',
    'return link && link.expiresAt > epochSeconds(now) ? link : undefined;',
    'return link;',
    api,
    'shows the same page whether it is unknown, malformed, revoked or expired, or its document isn’t for customers',
  ),
  guard(
    'links that were revoked',
    opening,
    'if (!document || (revokedAt !== undefined && revokedAt >= link.madeAt)) throw',
    'if (!document) throw',
    api,
    'shows the same page whether it is unknown, malformed, revoked or expired, or its document isn’t for customers',
  ),
  guard(
    'documents that are for customers',
    opening,
    'if (isForCustomers(open.document)) return open;',
    'return open;',
    sent,
    'a quote that became a draft again > tells its customer that the seller withdrew it, and nothing else, until it is sent again',
  ),
  guard(
    'the state of a quote that is answered',
    answering,
    "  if (stateOf(open) !== 'sent') throw new ProblemError('conflict', 'quote_other_state');",
    never,
    answers,
    'is given once, however many answers come at the same time',
  ),
  guard(
    'what was seen of a quote',
    answering,
    "  if (seen !== seenOf(printed)) throw new ProblemError('conflict', 'quote_changed');",
    never,
    answers,
    'is refused if the quote is another one than was seen, has expired, or is no quote',
  ),
  guard(
    'answers from one address',
    answering,
    '    await countAddress(visit, answerLimit, visit.visitor.address, visit.now);',
    never,
    api,
    'lets one address answer, pay and download a limited number of times',
  ),
];

import type { Nouns } from '../nouns.ts';

/** UI text for sending documents to customers. */
export const documentSending = ({ customer }: Nouns) => ({
  sending: {
    open: 'Send',
    again: 'Send again',
    title: (title: string) => `Send ${title}`,
    to: 'To',
    noAddress: `This ${customer.one} has no e-mail address yet.`,
    language: 'Language',
    message: 'Message (optional)',
    messageHelp: 'Addresses of websites in it are shown as text.',
    preview: 'Preview',
    linkFollows: 'A link to the document follows.',
    pdfAttached: 'A link to the document follows, and its PDF is attached.',
    unprinted: (characters: readonly string[]) =>
      `The PDF can’t show these characters, and prints a question mark in a diamond instead: ${characters.join(' ')}`,
    action: 'Send',
    done: (email: string) => `On its way to ${email}`,
    last: (when: string, email: string) => (email ? `Last sent on ${when} to ${email}.` : `Sent on ${when}.`),
    failed: 'The e-mail could not be loaded',
    locks: 'Once it’s sent, its lines and amounts can no longer be changed.',
  },
  links: {
    title: 'Link',
    text: `Anyone who has the link can open the document, so share it with ${customer.many} only.`,
    create: 'Create a link',
    label: 'Link for sharing',
    until: (date: string) => `Works until ${date}. Copy it now, because it isn’t shown again.`,
    revoke: 'Revoke all links',
    revokeTitle: 'Revoke all links?',
    revokeText: 'Links in e-mails and links that were copied stop working.',
    revoked: 'All links were revoked',
  },
});

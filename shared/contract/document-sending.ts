import * as z from 'zod/mini';
import { calendarDate, deliverableAddress, lines } from './field.ts';
import { languages } from './language.ts';
import { limits } from './limits.ts';

/** How a document is sent to its customer. */
export const documentSending = z.strictObject({
  /**
   * By default, the customer’s billing e-mail, its e-mail, or that of the contact. Another address requires the permission to
   * read the document.
   */
  email: z.optional(deliverableAddress),
  /** Put above what the e-mail says anyway. Web and e-mail addresses in it are not links. */
  message: z.optional(lines(limits.documentMessageCharacters)),
  /** By default, the language of the customer’s country, or of the organization’s. */
  language: z.optional(z.enum(languages)),
});
export type DocumentSending = z.infer<typeof documentSending>;

/** An e-mail with a document, before it is sent. */
export const documentEmail = z.object({
  /** Left out if neither the customer nor the contact has an address. */
  email: z.optional(z.string()),
  language: z.enum(languages),
  subject: z.string(),
  /** The paragraphs below the message. A link to the document follows them. */
  text: z.array(z.string()),
  /** Characters of the document that its PDF can’t show, such as emoji, each once and at most ten. */
  unprinted: z.array(z.string()),
  /** Whether the PDF is attached. */
  attachesPdf: z.boolean(),
});
export type DocumentEmail = z.infer<typeof documentEmail>;
export const documentEmailQuery = z.strictObject({ language: z.optional(z.enum(languages)) });

/** A link to a document, whose secret is returned only in this response. */
export const newDocumentLink = z.object({
  url: z.string(),
  /** The last day on which it works. */
  lastDay: calendarDate,
});
export type NewDocumentLink = z.infer<typeof newDocumentLink>;

/** What the operations that send a document and open it to its customer say. */
export const sendingTexts = {
  description:
    'The e-mail contains a link to a page that customers can open without signing in. It works until 90 days after the due date, or after today if that is later. E-mails count toward the daily limits of the organization and of the user who sends them.',
  link: 'For sending it in another way. Anyone who has the link can open it. It works as long as one in an e-mail.',
  revoke: 'Links in e-mails that were sent and links that were copied stop working. Later ones work.',
};

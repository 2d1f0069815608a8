/** What mail programs turn into links: web and e-mail addresses, with a scheme or without, and dots of other scripts. */
const linkText =
  /:\/\/|\bwww[.．。｡]|\S@\S|[\p{L}\p{N}-][.．。｡][\p{L}\p{N}-]*\p{L}{2}|\d+[.．。｡]\d+[.．。｡]\d+[.．。｡]\d+/iu;

/** Whether a name that appears in e-mails to others could become a link there. */
export const hasLink = (text: string): boolean => linkText.test(text);

/** Adds a space after each dot of a name, so that nothing in it becomes a link in e-mails. */
export const withoutLinks = (text: string): string =>
  hasLink(text)
    ? text
        .replaceAll('://', ' ')
        .replaceAll('@', ' at ')
        .replace(/[.．。｡](?=\S)/gu, '. ')
    : text;

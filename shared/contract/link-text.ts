/**
 * Text that e-mail clients turn into links: web and e-mail addresses, with or without a scheme, including addresses
 * that use full stops of other scripts. The API description contains the pattern, which therefore has no flag `i`.
 */
export const linkText =
  /:\/\/|\b[wW]{3}[.．。｡]|\S@\S|[\p{L}\p{N}-][.．。｡][\p{L}\p{N}-]*\p{L}{2}|\d+[.．。｡]\d+[.．。｡]\d+[.．。｡]\d+/u;

/** Whether e-mail clients could turn a part of the text into a link. */
export const hasLink = (text: string): boolean => linkText.test(text);

/**
 * Changes a text so that e-mail clients turn no part of it into a link: replaces `://` and `@`, and adds spaces after
 * dots. Texts without such parts stay unchanged.
 */
export const withoutLinks = (text: string): string =>
  hasLink(text)
    ? text
        .replaceAll('://', ' ')
        .replaceAll('@', ' at ')
        .replace(/[.．。｡](?=\S)/gu, '. ')
    : text;

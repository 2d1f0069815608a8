import { Page } from './page.ts';
import { Markup, markup } from './markup.ts';
import { styleHash } from './page-style.ts';

interface Content {
  status: number;
  language: string;
  title: string;
  body: Markup;
  style: string;
  headers?: Record<string, string>;
}

/** A page for visitors that needs no JavaScript. Search engines leave it out. */
export function htmlPage({ status, language, title, body, style, headers = {} }: Content): Page {
  // Inserted unchanged: browsers apply the style only if its text matches the hash in the content security policy.
  const styleElement = new Markup(`<style>${style}</style>`);
  const page = markup`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>${title}</title>
      ${styleElement}
    </head>
    <body>
      <main>${body}</main>
    </body>
  </html>`;
  return new Page(status, `<!doctype html>\n${page.text}\n`, headers);
}

/** A link to a page in another language, in a tab of its own, so that nothing that was typed is lost. */
export const languageLink = (address: string, language: string, text: string): Markup =>
  markup`<a href="${address}" lang="${language}" target="_blank" rel="noopener">${text}</a>`;

interface Policy {
  style: string;
  /** Where forms of the page can be sent. */
  formAction: string;
  /** Which sites can show the page in a frame. */
  ancestors?: readonly string[];
  /** Further directives. */
  more?: readonly string[];
}

/** The content security policy of such a page. It allows its own style and no scripts. */
export const pagePolicy = ({ style, formAction, ancestors = [], more = [] }: Policy): string =>
  [
    "default-src 'none'",
    `style-src ${styleHash(style)}`,
    ...more,
    `form-action ${formAction}`,
    `frame-ancestors ${ancestors.join(' ') || "'none'"}`,
    "base-uri 'none'",
  ].join('; ');

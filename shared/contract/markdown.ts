import { Marked, type Token } from 'marked';

/**
 * Markdown as members write it, in which HTML is text: a tag or an entity that somebody types is shown as it was typed.
 */
export const markdown = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: { html: () => undefined, tag: () => undefined },
  walkTokens(token) {
    if (isPlain(token)) token.text = token.text.replaceAll('&', '&amp;');
  },
  renderer: {
    // Neither boxes nor images are allowed in notes, and nothing of a text may be lost.
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    image({ href, text, tokens }) {
      return this.link({ type: 'link', raw: '', href, text, tokens });
    },
  },
});

const isPlain = (token: Token): token is Token & { text: string } =>
  token.type === 'text' && !('tokens' in token) && 'text' in token;

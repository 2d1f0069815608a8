import type { MarkedToken, Token } from 'marked';
import { markdown } from '#contract/markdown.ts';

/** The paragraphs of a Markdown text as plain text: without the signs for its format, and with all of its addresses. */
export const paragraphsOf = (text: string): string[] =>
  markdown
    .lexer(text)
    .map(blockText)
    .filter((paragraph) => paragraph.trim() !== '');

function blockText(token: Token): string {
  const block = token as MarkedToken;
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.tokens);
    case 'text':
      return block.tokens ? inlineText(block.tokens) : block.text;
    case 'list':
      return block.items
        .map(({ tokens, task, checked }, index) => {
          const sign = block.ordered ? `${Number(block.start) + index}.` : '-';
          const box = task ? (checked ? '[x] ' : '[ ] ') : '';
          return indented(tokens.map(blockText).filter(Boolean).join('\n'), `${sign} ${box}`, '  ');
        })
        .join('\n');
    case 'blockquote':
      return indented(block.tokens.map(blockText).filter(Boolean).join('\n'), '> ', '> ');
    case 'code':
      return block.text;
    case 'table':
      return [block.header, ...block.rows]
        .map((cells) => cells.map(({ tokens }) => inlineText(tokens)).join(' | '))
        .join('\n');
    case 'checkbox':
    case 'space':
      return '';
    default:
      return block.raw.trim();
  }
}

const inlineText = (tokens: readonly Token[]): string => tokens.map(partText).join('');

function partText(token: Token): string {
  const part = token as MarkedToken;
  switch (part.type) {
    case 'strong':
    case 'em':
    case 'del':
      return inlineText(part.tokens);
    case 'link':
    case 'image':
      return addressed(inlineText(part.tokens), part.href);
    case 'codespan':
    case 'escape':
    case 'text':
      return part.text;
    case 'checkbox':
      return '';
    case 'br':
      return '\n';
    default:
      return part.raw;
  }
}

/** The address is left out only if the text is that address. */
const addressed = (text: string, href: string): string =>
  [text, `http://${text}`, `mailto:${text}`].includes(href) ? text : `${text} (${href})`;

const indented = (text: string, first: string, more: string): string =>
  text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : more}${line}`)
    .join('\n');

import { anyKind } from './plan-words.ts';

/** Before and after what is understood: nothing that makes it a part of a longer word, number, range or address. */
const before = String.raw`(?<![\p{L}\p{N}/.:,_@#$€+–—-])`;
const after = String.raw`(?![\p{L}\p{N}/_%$€–—-]|\s?[$€%]|[.:,]\p{N}|['’]\p{L})`;

export const pattern = (body: string): RegExp => new RegExp(`${before}(?:${body})${after}`, 'dgu');

const timeAhead = String.raw`\d{1,2}(?::\d\d|\.\d\d|\s?h|\s?[ap]\.?\s?m)`;

/**
 * What can follow a number that stands alone as an hour or a day. Before other words, it counts something: `3 boxes`
 * isn't at three.
 */
export const numberEnd = String.raw`(?=\s*$|\s*[,;.!?)]|\s+(?:about|with|re|for|to|at|on|in|and|con|sobre|por|para|a|al|en|y|-|–|${anyKind}|${timeAhead})(?![\p{L}\p{N}]))`;

/** Every match of a pattern in a text. */
export const matchesOf = (expression: RegExp, text: string): RegExpExecArray[] =>
  [...text.matchAll(expression)] as RegExpExecArray[];

/** The text of a named group; undefined if it isn't there. */
export const groupOf = (match: RegExpExecArray, name: string): string | undefined => match.groups?.[name];

/** Words of SQL, names of the list engine's tables and columns, and names that JavaScript objects inherit. */
const words =
  'select from where group by having order limit offset union insert into values update set delete drop create table index view trigger pragma attach detach vacuum begin commit rollback null not and or in is like glob match regexp between exists case when then else end join left on using as distinct all cast collate escape default primary key unique check references rowid id q d n v0 k0 s0 p0 body bodies records label0 label1 each value total currency json_each instr substr ifnull length count sum sqlite_master sqlite_schema main temp true false nan infinity undefined constructor prototype __proto__ toString valueOf hasOwnProperty isPrototypeOf __defineGetter__ __lookupSetter__ then length name call apply'.split(
    ' ',
  );

const injections = [
  ...[
    "'",
    "''",
    '"',
    '""',
    '`',
    ';',
    '--',
    '-- x',
    '/*',
    '*/',
    '/* x */',
    '#',
    '%',
    '%%',
    '_',
    '__',
    '*',
    '?',
    '??',
  ],
  ...[
    '[a]',
    '[^a]',
    '[',
    ']',
    '\\',
    '\\\\',
    "\\'",
    '(',
    ')',
    '()',
    '||',
    '|',
    '&',
    '=',
    '==',
    '<',
    '>',
    '!',
    '~',
    '^',
  ],
  ...["' OR 1=1 --", "' OR '1'='1", '" OR ""="', "'; DROP TABLE records; --", '"; DELETE FROM bodies; --'],
  ...[') OR (1=1', '1); DELETE FROM records; --', "x' UNION SELECT body FROM bodies --", "'||(SELECT 1)||'"],
  ...[
    '?1',
    '?999',
    ':pk',
    '@x',
    '$x',
    '$.x',
    '${1}',
    '{{1}}',
    'v0 IS NULL',
    '1 OR 1',
    'NULL',
    '0x41',
    "x'41'",
  ],
  ...[
    'a%',
    '%a',
    'a_',
    'a*',
    '*a',
    'a?',
    'A%a',
    '1e400',
    '-0',
    '9007199254740993',
    '0;1',
    '../..',
    '%00',
    '\\u0000',
  ],
];

/** Characters and lengths that parsers and databases treat differently. */
const characters = [
  ...['\u0000', 'a\u0000b', "\u0000' OR 1=1", '\ud800', '\udc00', 'a\ud800', '\udfffz', '\ud800\ud800'],
  ...[
    '\ufeff',
    '\u202e',
    '\u2028',
    '\u2029',
    '\u0085',
    '\u200b',
    '\r\n',
    '\t',
    '\u001b[0m',
    '\ufffd',
    '\uffff',
  ],
  ...['😀', '👩‍👩‍👧', 'ﷺ'.repeat(40), 'e\u0301', '\u0301', 'İ', 'ß', 'ſ', 'K', 'ǅ', 'n\u0303', '𠮷', '﨎'],
  ...['x', "'", '%', '"', '\\', '?', '(', '😀', '\u0000', '['].map((one) => one.repeat(10_000)),
];

/** Texts, at least 200, that must neither be executed, nor match more than they say. */
export const hostileTexts: readonly string[] = [
  ...new Set([...injections, ...characters, ...words, ...words.slice(0, 40).map((word) => `custom.${word}`)]),
];

/** Values of JSON that aren't texts. */
export const hostileValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER, [], {}, [[]], [null], [{}]],
  ...[{ $gt: '' }, { days: "1' OR 1=1" }, { this: '__proto__' }, { last: 1e9, unit: 'day' }, { and: [] }],
  ...[{ amountMinor: '1 OR 1=1', currency: "'" }, JSON.parse('{"__proto__":{"isAdmin":true}}')],
  ...[{ constructor: { prototype: {} } }, Array.from({ length: 1_000 }, () => 'x'), [['a', 'b']], '', ' '],
];

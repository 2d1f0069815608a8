import { deletedItems, guard, never, notes, read, roles, rows, type Guard } from './guard.ts';

const loadFile = 'shared/data/entries/load-attachment.ts';
const files = 'tests/api/attachments.test.ts';

/** Guards of notes, files and timelines of records. */
export const entryGuards: Guard[] = [
  guard(
    'notes of records within reach',
    read,
    'recordId, readScope(definition, context));',
    "recordId, 'all');",
    rows,
    'an employee > reads record, history and notes of visible records only',
  ),
  guard(
    'no notes in the trash',
    read,
    "if (record.deletedAt) throw new ProblemError('not_found');",
    never,
    rows,
    'an owner > reads record, history and notes of visible records only',
  ),
  guard(
    'editing own notes only',
    notes,
    "context.scope === 'own' && note.authorId !== context.actor.userId",
    'false',
    roles,
    'the role employee > can do with notes.update what the permission table says',
  ),
  guard(
    'deleted notes',
    notes,
    '(note.deletedAt !== undefined && !deleted)',
    'false',
    deletedItems,
    'by notes.update, in the trash',
  ),
  guard(
    'the end of deleted notes',
    notes,
    ' || isGone(note, context.now)',
    never,
    deletedItems,
    'after its trash period > by notes.restore',
  ),
  guard(
    'own files',
    'functions/attachments/attachments.ts',
    "scope === 'own' && authorId !== actor.userId",
    'false',
    roles,
    'the role employee > can do with attachments.update what the permission table says',
  ),
  guard(
    'deleted files',
    loadFile,
    "isThere && states.includes(file.deletedAt === undefined ? file.state : 'deleted')",
    'isThere',
    deletedItems,
    'by attachments.update, in the trash',
  ),
  guard(
    'the end of deleted files',
    loadFile,
    ' && !isGone(file, context.now)',
    never,
    deletedItems,
    'after its trash period > by attachments.restore',
  ),
  guard(
    'files of records that the caller can change',
    'functions/attachments/uploads.ts',
    '!isVisible(record, reachOf(context, scope))',
    'false',
    files,
    'callers with read-only access see a record’s files and cannot add any',
  ),
  guard(
    'uploads that match their declaration',
    'shared/data/entries/finish-upload.ts',
    '!matchesDeclaration(file, found, bytes)',
    'false',
    files,
    'an SVG with a script declared as an image is refused, and its storage is returned',
  ),
  guard(
    'texts in a timeline',
    'functions/timeline/visible.ts',
    'if (needed && !context.scopeFor(needed)) return [];',
    never,
    'tests/api/timeline.test.ts',
    'a key without read access to notes, activities or tasks sees none of their texts in a timeline',
  ),
];

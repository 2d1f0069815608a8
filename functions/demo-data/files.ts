import type { FileType } from '#contract/file-type.ts';
import {
  attachmentAction,
  attachmentChange,
  fileKey,
  takeRoom,
  type StoredAttachment,
} from '#data/entries/attachment.ts';
import type { Context } from '#data/organization/context.ts';
import { attachmentKey } from '#data/store/keys.ts';
import { parentExists } from '#data/entries/note.ts';
import { putObject } from '#data/files/object-store.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { chartOf, pdfOf } from './file-content.ts';
import { demoId } from './id.ts';
import { isRefusal } from './refusal.ts';

export interface DemoParent {
  definition: RecordDefinition;
  record: AnyRecord;
}

interface DemoFile {
  name: string;
  type: FileType;
  bytes: Buffer;
}

const files = (title: string): DemoFile[] => [
  {
    name: `Offer ${title}.pdf`.replace(/[^\p{L}\p{N} .-]/gu, ''),
    type: 'application/pdf',
    bytes: pdfOf([
      'Offer',
      '',
      title,
      '',
      'Set-up and training: 2,400.00',
      'Monthly support: 180.00',
      '',
      'Valid for thirty days.',
    ]),
  },
  {
    name: 'Meeting notes.txt',
    type: 'text/plain',
    bytes: Buffer.from(
      `${title}\n\n- Wants to begin after the holidays\n- Two people decide, the budget is there\n- Send the offer by Friday\n`,
    ),
  },
  {
    name: 'Calls by month.png',
    type: 'image/png',
    bytes: chartOf([0.3, 0.42, 0.38, 0.56, 0.61, 0.82], [59, 108, 244]),
  },
  {
    name: 'Price list.csv',
    type: 'text/csv',
    bytes: Buffer.from('item,unit,price\nSet-up,once,2400.00\nSupport,month,180.00\nTraining,day,650.00\n'),
  },
];

/** Adds two files to each of the first records. Files of missing records, or without storage left, are skipped. */
export async function addDemoFiles(context: Context, parents: readonly DemoParent[]): Promise<number> {
  const planned = parents.flatMap((parent, place) => {
    const made = files(String(parent.record[parent.definition.type.title] ?? ''));
    return made.filter((_, index) => index % 2 === place % 2).map((file) => ({ parent, file }));
  });
  let added = 0;
  // One after the other: all of them take room from the same item.
  for (const { parent, file } of planned) if (await addFile(context, parent, file)) added += 1;
  return added;
}

async function addFile(
  context: Context,
  { definition, record }: DemoParent,
  file: DemoFile,
): Promise<boolean> {
  const { name, type, bytes } = file;
  const key = keyOf(definition, context.orgId, record.id);
  const id = demoId(context.orgId, `file ${record.id} ${type}`);
  if (await getItem(context, attachmentKey(key, id))) return false;
  const parent = { definition, record, key };
  const stored: StoredAttachment = {
    ...{ id, version: 1, state: 'ready', name, type, sizeBytes: bytes.length },
    authorId: context.actor.userId,
    createdAt: record.createdAt,
  };
  await putObject(fileKey(context.orgId, id), type, bytes);
  try {
    const then = { ...context, now: record.createdAt };
    await transact(then, [
      takeRoom(context.orgId, bytes.length),
      parentExists(parent),
      attachmentAction(then, parent, stored),
      attachmentChange(then, parent, stored, 'created', []),
    ]);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

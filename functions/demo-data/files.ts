import type { FileType } from '#contract/file-type.ts';
import { attachmentActions, fileKey, takeRoom, type StoredAttachment } from '#data/entries/attachment.ts';
import type { Context } from '#data/organization/context.ts';
import { attachmentKey } from '#data/store/keys.ts';
import { parentExists } from '#data/entries/note.ts';
import { putObject } from '#data/files/object-store.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { chartOf, pdfOf } from './file-content.ts';
import { derivedId } from '#data/values/derived-id.ts';
import type { DemoContent } from './content/content.ts';
import { isRefusal } from './refusal.ts';
import type { WorkTime } from './work-time.ts';

export interface DemoParent {
  definition: RecordDefinition;
  record: AnyRecord;
}

interface DemoFile {
  name: string;
  type: FileType;
  bytes: Buffer;
}

interface Texts {
  offer: { name: string; lines: (title: string) => string[] };
  notes: { name: string; lines: string[] };
  chart: { name: string };
  prices: { name: string; lines: string[] };
}
const texts: Record<DemoContent['language'], Texts> = {
  en: {
    offer: {
      name: 'Offer',
      lines: (title) => [
        'Offer',
        '',
        title,
        '',
        'Setup and training: 2,400.00',
        'Monthly support: 180.00',
        '',
        'Valid for thirty days.',
      ],
    },
    notes: {
      name: 'Meeting notes.txt',
      lines: [
        '- Wants to start after the holidays',
        '- Two people decide, budget is approved',
        '- Send the offer by Friday',
      ],
    },
    chart: { name: 'Calls by month.png' },
    prices: {
      name: 'Price list.csv',
      lines: ['item,unit,price', 'Setup,once,2400.00', 'Support,month,180.00', 'Training,day,650.00'],
    },
  },
  es: {
    offer: {
      name: 'Cotización',
      lines: (title) => [
        'Cotización',
        '',
        title,
        '',
        'Instalación y capacitación: 9.600.000,00',
        'Soporte mensual: 720.000,00',
        '',
        'Válida por treinta días.',
      ],
    },
    notes: {
      name: 'Notas de la reunión.txt',
      lines: [
        '- Quiere empezar después de las fiestas',
        '- Deciden dos personas y el presupuesto está aprobado',
        '- Enviar la cotización antes del viernes',
      ],
    },
    chart: { name: 'Llamadas por mes.png' },
    prices: {
      name: 'Lista de precios.csv',
      lines: [
        'concepto,unidad,precio',
        'Instalación,única,9600000.00',
        'Soporte,mes,720000.00',
        'Capacitación,día,2600000.00',
      ],
    },
  },
};

function files(title: string, { offer, notes, chart, prices }: Texts): DemoFile[] {
  const ended = (lines: string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return [
    {
      name: `${offer.name} ${title}.pdf`.replace(/[^\p{L}\p{N} .-]/gu, ''),
      type: 'application/pdf',
      bytes: pdfOf(offer.lines(title)),
    },
    { name: notes.name, type: 'text/plain', bytes: ended([title, '', ...notes.lines]) },
    {
      name: chart.name,
      type: 'image/png',
      bytes: chartOf([0.3, 0.42, 0.38, 0.56, 0.61, 0.82], [59, 108, 244]),
    },
    { name: prices.name, type: 'text/csv', bytes: ended(prices.lines) },
  ];
}

/**
 * Adds two files to each parent until the time budget runs out. A file is skipped if it exists already, if its record is missing, or if no storage is
 * left.
 */
export async function addDemoFiles(
  context: Context,
  { language }: DemoContent,
  parents: readonly DemoParent[],
  time: WorkTime,
): Promise<number> {
  const planned = parents.flatMap((parent, index) => {
    const made = files(String(parent.record[parent.definition.type.title] ?? ''), texts[language]);
    return made.filter((_, fileIndex) => fileIndex % 2 === index % 2).map((file) => ({ parent, file }));
  });
  let added = 0;
  // One after another, because all of them update the same storage counter.
  for (const { parent, file } of planned) {
    if (!(await addFile(context, parent, file))) continue;
    added += 1;
    if (time.isOver()) break;
  }
  return added;
}

async function addFile(
  context: Context,
  { definition, record }: DemoParent,
  file: DemoFile,
): Promise<boolean> {
  const { name, type, bytes } = file;
  const key = keyOf(definition, context.orgId, record.id);
  const id = derivedId(context.orgId, `file ${record.id} ${type}`);
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
      takeRoom(context, bytes.length),
      parentExists(parent),
      ...attachmentActions(then, parent, stored, 'created', []),
    ]);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

import type { RecordTypeName } from '#contract/record-types.ts';
import { language, t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordTexts, TypeTexts } from '#lib/i18n/record-texts.ts';
import { recordBasics, type RecordBasics } from './record-basics.ts';
import { splitName, type RecordView } from './view.ts';

/** The parts of a record type's view that its file in `views` defines. `recordView` derives the rest. */
type OwnView<Name extends RecordTypeName> = Pick<RecordView, 'columns' | 'subtitle'> &
  Partial<Omit<RecordView, keyof RecordBasics | 'ownTexts'>> & { texts: TypeTexts<Name> };

/** Creates the view of a record type from its declaration in the contract and the parts that its view file defines. */
export function recordView<Name extends RecordTypeName>(
  name: Name,
  { texts, ...own }: OwnView<Name>,
): RecordView {
  const basics = recordBasics[name];
  const { fields, title } = basics.type;
  return {
    ...basics,
    texts: () => textsOf(name, texts),
    ownTexts: texts,
    ...(fields.statusId ? { status: 'statusId' } : {}),
    aside: ['tagIds', 'ownerId'].filter((field) => fields[field]),
    readOnlyFields: Object.keys(fields).filter(
      (field) => fields[field]?.mode === 'derived' && field !== title,
    ),
    fromName: fields.firstName ? splitName : (typed) => ({ [title]: typed }),
    ...own,
  };
}

function textsOf(name: RecordTypeName, texts: TypeTexts): RecordTexts {
  const { about, fields, help = {} } = texts[language()](t.nouns);
  const sentences = t.recordTypes[name];
  return {
    ...sentences,
    empty: { ...sentences.empty, text: about },
    fields: { ...t.fieldLabels, ...fields },
    help,
  };
}

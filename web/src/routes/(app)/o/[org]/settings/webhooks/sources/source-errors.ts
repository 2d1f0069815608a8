import type { FieldFault } from '#contract/problem.ts';
import type { MappedField } from '#contract/webhook-source.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordView } from '#lib/records/view.ts';
import { fieldLabel, rowPointer, rowsOf } from './mapping-fields.ts';

/** The pointer of the form’s control for an error of a request. */
function controlOf(pointer: string, mapping: readonly MappedField[]): string {
  const [, part = '', place = '', ...further] = pointer.split('/');
  if (part === 'mapping') {
    const row = rowsOf([], mapping).find(({ at }) => at === Number(place));
    return row ? rowPointer(row) : '/mapping';
  }
  if (part === 'only') return place === 'at' ? '/onlyAt' : '/onlyIs';
  if (part === 'verification' && place !== '') return ['', part, place, ...further].join('/');
  return `/${part}`;
}

/** Errors with the pointers of the form’s controls, of each control only the first. */
export const byControl = (
  errors: readonly FieldFault[],
  mapping: readonly MappedField[] = [],
): FieldFault[] =>
  errors
    .map((error) => ({ ...error, pointer: controlOf(error.pointer, mapping) }))
    .filter(({ pointer }, at, all) => all.findIndex((other) => other.pointer === pointer) === at);

export function sourceLabelOf(pointer: string, view?: Pick<RecordView, 'texts'>): string | undefined {
  const { form, further, matching, mapping } = t.webhookSources;
  const [, part, field = ''] = pointer.split('/');
  if (part === 'mapping') return view && field !== '' ? fieldLabel(view, field) : mapping.fields;
  const labels: Record<string, string> = {
    '/name': form.name,
    '/recordType': form.recordType,
    '/secret': form.secret,
    '/verification': form.proof,
    '/verification/header': form.header,
    '/verification/username': form.username,
    '/verification/algorithm': form.algorithm,
    '/verification/encoding': form.encoding,
    '/verification/prefix': form.prefix,
    '/matchBy': matching.by,
    '/onMatch': matching.onMatch,
    '/onlyAt': further.onlyAt,
    '/onlyIs': further.onlyIs,
    '/idAt': further.idAt,
  };
  return labels[pointer];
}

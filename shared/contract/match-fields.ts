/**
 * The fields by which an import finds existing records: what identifies a record, and what few records share. The first
 * ones say most.
 */
export function matchFields({
  fields,
  unique,
  searched,
}: Readonly<Record<'fields', object> & Record<'unique' | 'searched', readonly string[]>>): string[] {
  const contact = ['email', 'phones'].filter((name) => name in fields);
  return [...new Set([...unique, ...searched, ...contact])];
}

import { counterKey, customFieldsKey, type Key } from '../store/keys.ts';
import { wholeGroup } from '../counters/groups.ts';
import { keyOf, type RecordDefinition } from './definition.ts';

/**
 * What a record operation reads in any case: the record that the path names, the definitions of custom fields that new
 * records are held to, or the counter behind a list's total.
 */
export function recordPrefetch(definition: RecordDefinition) {
  return (verb: string, orgId: string, params: Record<string, string>, query: URLSearchParams): Key[] => {
    if (params.id) return [keyOf(definition, orgId, params.id)];
    if (verb === 'create' || verb === 'createMany') return [customFieldsKey(orgId, definition.type.name)];
    const counted = verb === 'list' && !query.has('ownerId') && !query.has('q') && !query.has('deleted');
    return counted ? [counterKey(orgId, definition.type.name, wholeGroup)] : [];
  };
}

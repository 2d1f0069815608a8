import { counterKey, customFieldsKey, type Key } from '../store/keys.ts';
import { wholeGroup } from '../counters/groups.ts';
import { keyOf, type RecordDefinition } from './definition.ts';

/**
 * The key of an item that a record operation usually reads, or none: the record in the path, the custom field
 * definitions for new records, or the counter of a list's total.
 */
export function recordPrefetch(definition: RecordDefinition) {
  return (verb: string, orgId: string, params: Record<string, string>, query: URLSearchParams): Key[] => {
    if (params.id) return [keyOf(definition, orgId, params.id)];
    if (verb === 'create' || verb === 'createMany') return [customFieldsKey(orgId, definition.type.name)];
    const counted = verb === 'list' && !query.has('ownerId') && !query.has('q') && !query.has('deleted');
    return counted ? [counterKey(orgId, definition.type.name, wholeGroup)] : [];
  };
}

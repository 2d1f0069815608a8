import { customFieldsKey, type Key } from '../store/keys.ts';
import { keyOf, type RecordDefinition } from './definition.ts';

/**
 * The key of an item that a record operation usually reads, or none: the record in the path, or the custom field
 * definitions for new records.
 */
export function recordPrefetch(definition: RecordDefinition) {
  return (verb: string, orgId: string, params: Record<string, string>): Key[] => {
    if (params.id) return [keyOf(definition, orgId, params.id)];
    const isCreation = verb === 'create' || verb === 'createMany';
    return isCreation ? [customFieldsKey(orgId, definition.type.name)] : [];
  };
}

import { storedNameOf } from '#contract/stored-name.ts';
import { linkPrefix, organizationPartitions, organizationPrefix, type Key } from '../store/keys.ts';
import type { Scan } from './scan-page.ts';

/** The items of some organizations: those in their partitions, and the links that they have sent. */
export const itemsOf = (orgIds: readonly string[]): Scan => ({
  FilterExpression: orgIds
    .map((_, n) => `begins_with(pk, :prefix${n}) OR (begins_with(pk, :link) AND org = :org${n})`)
    .join(' OR '),
  values: {
    ':link': linkPrefix,
    ...Object.fromEntries(
      orgIds.flatMap((orgId, n) => [
        [`:prefix${n}`, organizationPrefix(orgId)],
        [`:org${n}`, orgId],
      ]),
    ),
  },
  ConsistentRead: true,
  pageItems: 500,
});

/** The records of all organizations. */
export const allRecords: Scan = {
  FilterExpression: 'kind = :record',
  values: { ':record': 'record' },
  ConsistentRead: true,
  pageItems: 500,
};

/** An item of an organization, or a user's access to several organizations, which also contains others. */
export interface OrganizationItem extends Key {
  kind?: string;
  orgs?: Record<string, unknown>;
}

/**
 * All that there is of some organizations: what is in their partitions, and items elsewhere that name them in an attribute
 * which only the service writes. A key elsewhere that contains an organization's id is not enough, because anyone can choose
 * a slug or an e-mail address.
 */
export const allOf = (orgIds: readonly string[]): Scan => ({
  FilterExpression: orgIds
    .map(
      (_, n) =>
        `begins_with(pk, :prefix${n}) OR pk IN (:one${n}, :two${n}) OR org = :id${n} OR orgId = :id${n} OR attribute_exists(orgs.#id${n})`,
    )
    .join(' OR '),
  ProjectionExpression: 'pk, sk, kind, orgs',
  ExpressionAttributeNames: Object.fromEntries(orgIds.map((orgId, n) => [`#id${n}`, orgId])),
  values: Object.fromEntries(
    orgIds.flatMap((orgId, n): [string, unknown][] => {
      const [one, two] = organizationPartitions(orgId);
      return [
        [`:prefix${n}`, organizationPrefix(orgId)],
        [`:one${n}`, one],
        [`:two${n}`, two],
        [`:id${n}`, orgId],
      ];
    }),
  ),
  pageItems: 1_000,
});

export interface ProjectedItem extends Key {
  /** That of a record is `record`, or what releases before the type's own called it. */
  kind: string;
  /** The record's id. Projection states have it in their key only. */
  id?: string;
}

/** Records of a type, their lookup terms, and projection states that don't expire. */
export const projectedOf = (type: string): Scan => ({
  FilterExpression:
    '(#type = :type AND kind IN (:record, :word)) OR kind = :former OR (kind = :ledger AND attribute_not_exists(expiresAt) AND contains(pk, :part))',
  ProjectionExpression: 'pk, sk, kind, id',
  ExpressionAttributeNames: { '#type': 'type' },
  values: {
    ...{ ':type': type, ':record': 'record', ':word': 'word', ':ledger': 'ledger' },
    ':former': storedNameOf(type),
    ':part': `#${storedNameOf(type)}#`,
  },
  pageItems: 1_000,
});

/** A user's profile as stored. */
export interface ScannedUser extends Key {
  data: string;
}

/** The profiles of users who have signed in at least once. */
export const signedInUsers: Scan = {
  FilterExpression: 'kind = :user AND attribute_not_exists(firstPassword)',
  ProjectionExpression: 'pk, sk, #data',
  ExpressionAttributeNames: { '#data': 'data' },
  values: { ':user': 'user' },
  pageItems: 1_000,
};

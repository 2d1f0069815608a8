import { describe, expect, test } from 'vitest';
import { api } from './api.ts';
import { isPermission, type AnyOperation } from './operation.ts';
import {
  isGranted,
  isKeyPermission,
  keyPermissionNames,
  mayManageRole,
  permissionNames,
  scopeOf,
} from './permission.ts';
import { earlierRecordAccess, firstRecordAccess, limitedRoles, type RecordAccess } from './record-access.ts';
import { roles, type RecordAction, type Role, type Scope } from './role.ts';

const reach = (scope: Scope | undefined): number => [undefined, 'own', 'team', 'all'].indexOf(scope);

const choices = [earlierRecordAccess, firstRecordAccess];

describe('the permission table', () => {
  test.each(choices)(
    'gives no member’s role more than the role above it, as organizations begin',
    (recordAccess) => {
      const members = roles.filter((role) => role !== 'client');
      for (const permission of permissionNames) {
        for (const [index, role] of members.slice(1).entries()) {
          const above = members[index]!;
          expect(
            reach(scopeOf({ role, recordAccess }, permission)),
            `${role} ${permission}`,
          ).toBeLessThanOrEqual(reach(scopeOf({ role: above, recordAccess }, permission)));
        }
      }
    },
  );

  test('gives a permission in some scope to the same roles whatever an organization chooses', () => {
    for (const recordAccess of choices) {
      for (const role of roles) {
        for (const permission of permissionNames)
          expect(scopeOf({ role, recordAccess }, permission) !== undefined).toBe(isGranted(role, permission));
      }
    }
  });

  test('gives owners access to everything but what clients do, and admins to all but deleting the organization', () => {
    const denied = (role: Role) => permissionNames.filter((permission) => !isGranted(role, permission));
    expect(denied('owner')).toEqual(['portal:update']);
    expect(denied('admin')).toEqual(['organization:delete', 'portal:update']);
  });

  test('gives clients the portal, and nothing else', () => {
    const granted = permissionNames.filter((permission) => isGranted('client', permission));
    expect(granted).toEqual(['portal:read', 'portal:update']);
  });

  test('lets managers and employees read and change what their organization chose, and no other role', () => {
    const recordAccess: RecordAccess = {
      manager: { read: 'all', change: 'own' },
      employee: { read: 'team', change: 'own' },
    };
    const read = ['read'] as const;
    const change = ['update', 'delete'] as const;
    for (const type of [
      'contact',
      'customer',
      'lead',
      'deal',
      'quote',
      'order',
      'invoice',
      'payment',
    ] as const) {
      for (const role of limitedRoles) {
        const scopes = (actions: readonly RecordAction[]) =>
          actions.map((action) => scopeOf({ role, recordAccess }, `${type}:${action}`));
        expect(new Set(scopes(read))).toEqual(new Set([recordAccess[role].read]));
        expect(new Set(scopes(change))).toEqual(new Set([recordAccess[role].change]));
      }
      for (const role of ['owner', 'admin'] as const)
        expect(scopeOf({ role, recordAccess }, `${type}:update`)).toBe('all');
      expect(scopeOf({ role: 'client', recordAccess }, `${type}:read`)).toBeUndefined();
    }
    expect(scopeOf({ role: 'employee', recordAccess }, 'task:read')).toBe('own');
  });

  test('prevents editing someone else’s note', () => {
    for (const role of roles)
      expect(scopeOf({ role, recordAccess: firstRecordAccess }, 'note:update')).not.toBe('all');
  });

  test('limits members, invitations, API keys and settings to admins', () => {
    const kept = permissionNames.filter((permission) =>
      /^(?:invitation|apiKey):|^member:(?:update|remove)|^organization:update/.test(permission),
    );
    expect(kept.length).toBeGreaterThan(6);
    for (const permission of kept) {
      for (const role of ['manager', 'employee', 'client'] as const)
        expect(isGranted(role, permission)).toBe(false);
    }
  });
});

test('only owners manage owners, and nobody below admin manages anyone', () => {
  const managed = (actor: Role) => roles.filter((subject) => mayManageRole(actor, subject));
  expect(managed('owner')).toEqual([...roles]);
  expect(managed('admin')).toEqual(roles.filter((role) => role !== 'owner'));
  for (const role of ['manager', 'employee', 'client'] as const) expect(managed(role)).toEqual([]);
});

test('API keys can have exactly the permissions that operations require of keys', () => {
  const operations = Object.values(api).flatMap((resource): AnyOperation[] =>
    Object.values(resource.operations),
  );
  const accesses = (open: boolean) =>
    operations.filter(({ usersOnly }) => usersOnly !== open).map(({ access }) => access);
  // Shared views require `view:share` in addition to the operation's own permission.
  const required = new Set([...accesses(true).filter(isPermission), 'view:share']);
  expect([...keyPermissionNames].sort()).toEqual([...required].sort());
  const others = permissionNames.filter((permission) => !isKeyPermission(permission));
  expect(others.length).toBeGreaterThan(0);
  for (const permission of others) expect(accesses(false)).toContain(permission);
});

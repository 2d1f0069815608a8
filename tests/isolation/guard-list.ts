import { accountGuards } from './account-guards.ts';
import { analyticsGuards } from './analytics-guards.ts';
import { callerGuards } from './caller-guards.ts';
import { deletionGuards } from './deletion-guards.ts';
import { documentGuards } from './document-guards.ts';
import { entryGuards } from './entry-guards.ts';
import { exportGuards } from './export-guards.ts';
import { formGuards } from './form-guards.ts';
import { importGuards } from './import-guards.ts';
import { keyGuards } from './key-guards.ts';
import { listGuards } from './list-guards.ts';
import { membershipGuards } from './membership-guards.ts';
import { mergeGuards } from './merge-guards.ts';
import { moneyGuards } from './money-guards.ts';
import { paymentGuards } from './payment-guards.ts';
import { personalDataGuards } from './personal-data-guards.ts';
import { portalAccessGuards } from './portal-access-guards.ts';
import { portalGuards } from './portal-guards.ts';
import { portalViewGuards } from './portal-view-guards.ts';
import { portalVisitorGuards } from './portal-visitor-guards.ts';
import { recordGuards } from './record-guards.ts';
import { viewGuards } from './view-guards.ts';
import { webhookGuards } from './webhook-guards.ts';
import type { Guard } from './guard.ts';

/**
 * Each guard is identified by its source text. A text that isn't found exactly once fails the run, so that the list
 * stays accurate.
 */
export const guards: Guard[] = [
  ...accountGuards,
  ...analyticsGuards,
  ...callerGuards,
  ...deletionGuards,
  ...documentGuards,
  ...entryGuards,
  ...exportGuards,
  ...formGuards,
  ...importGuards,
  ...keyGuards,
  ...listGuards,
  ...membershipGuards,
  ...mergeGuards,
  ...moneyGuards,
  ...paymentGuards,
  ...personalDataGuards,
  ...portalAccessGuards,
  ...portalGuards,
  ...portalViewGuards,
  ...portalVisitorGuards,
  ...recordGuards,
  ...viewGuards,
  ...webhookGuards,
];

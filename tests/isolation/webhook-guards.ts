import { guard, never, type Guard } from './guard.ts';

const hooks = 'tests/api/webhooks.test.ts';
const addresses = 'tests/isolation/webhook-addresses.test.ts';
const sources = 'tests/api/webhook-sources.test.ts';
const sourceRecords = 'tests/api/webhook-source-records.test.ts';

/** Guards of what webhooks send, to whom, and of who manages them. */
export const webhookGuards: Guard[] = [
  guard(
    'webhooks of others for a key',
    'functions/webhooks/load-webhook.ts',
    'actor.apiKeyId === undefined || creator.apiKeyId === actor.apiKeyId',
    'Boolean(actor) || creator.apiKeyId === undefined',
    hooks,
    'an API key creates webhooks for what it can read, and manages only its own',
  ),
  guard(
    'the events that a creator can read',
    'functions/webhooks/webhooks.ts',
    "known.has(event) || context.scopeFor(recordPermission(typeOfEvent(event), 'read'))",
    'known.has(event) || typeOfEvent(event)',
    hooks,
    'an API key creates webhooks for what it can read, and manages only its own',
  ),
  guard(
    'the reach of a webhook’s creator',
    'shared/data/webhooks/payload.ts',
    "context.scopeFor(recordPermission(definition.type.name, 'read'))",
    "context.scopeFor(recordPermission(definition.type.name, 'read')) && 'all'",
    hooks,
    'a webhook sends what its creator can read at that moment, and ends with the creator',
  ),
  guard(
    'the end of a webhook’s creator',
    'shared/data/webhooks/dispatch.ts',
    "await switchOff(session, orgId, webhook, 'creator_left');",
    '',
    hooks,
    'a webhook sends what its creator can read at that moment, and ends with the creator',
  ),
  guard(
    'public addresses only, by name',
    'shared/data/webhooks/post.ts',
    'found.filter(({ address }) => isPublicAddress(address))',
    'found',
    addresses,
    'no form of an address that isn’t public opens a connection',
  ),
  guard(
    'public addresses only, by number',
    'shared/data/webhooks/post.ts',
    "if (isIP(host) && !isPublicAddress(host)) return { problem: 'address_not_public' };",
    never,
    addresses,
    'no form of an address that isn’t public opens a connection',
  ),
  guard(
    'https for webhooks',
    'shared/data/webhooks/post.ts',
    "if (target.protocol !== 'https:' && !isOwn) return { problem: 'not_secure' };",
    never,
    addresses,
    'without https, only programs on the own machine are called, and only where a stage allows it',
  ),
  guard(
    'the proof of a sender',
    'functions/public-webhooks/receive.ts',
    'if (!isProven(source.verification, message, secrets, now))',
    'if (!message)',
    sources,
    'a message that was signed more than five minutes ago, or for later, is refused',
  ),
  guard(
    'the age of a signature',
    'shared/data/sources/verify.ts',
    'if (Math.abs(Number(sentAt) - Date.parse(now) / 1000) > toleranceSeconds) return false;',
    never,
    sources,
    'a message that was signed more than five minutes ago, or for later, is refused',
  ),
  guard(
    'sources that are off',
    'functions/public-webhooks/open-source.ts',
    '!source?.isOn || !(await settingsOf(context, orgId))',
    '!source || !(await settingsOf(context, orgId))',
    sources,
    'a source that is off, deleted, or of another organization is not found, and what waits stays',
  ),
  guard(
    'the token of a question',
    'functions/public-webhooks/challenge.ts',
    "|| !isSecret(query.get('hub.verify_token') ?? '', secrets)",
    '',
    sources,
    'programs that check the address with a question get their answer, and no message is stored',
  ),
  guard(
    'payments by owners only',
    'shared/data/sources/source.ts',
    "needsOwner = (type: SourceType): boolean => type === 'payment'",
    "needsOwner = (type: SourceType): boolean => type === 'activity' && Boolean(0)",
    sourceRecords,
    'a payment that comes in settles the invoice that it names, and only owners let it',
  ),
  guard(
    'what the creator of a source can write',
    'functions/webhook-sources/sources.ts',
    'if (isRefused || !needed.every(isAllowed))',
    'if (isRefused || !needed.some(isAllowed))',
    sourceRecords,
    'an API key creates sources of what it can write, and manages only its own',
  ),
  guard(
    'sources of others for a key',
    'functions/webhook-sources/load-source.ts',
    'actor.apiKeyId === undefined || creator.apiKeyId === actor.apiKeyId',
    'Boolean(actor) || creator.apiKeyId === undefined',
    sourceRecords,
    'an API key creates sources of what it can write, and manages only its own',
  ),
];

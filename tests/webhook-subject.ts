import { awaited } from './awaited.ts';
import { bodyOf, type Call } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';

/** As many as an organization can have, less those that others make at the same time. */
const most = 12;

/** The subject of an operation on webhooks. Nothing is sent but test messages, to nowhere: others compare what is stored. */
async function webhookSubject(
  { organization: { owner, path }, maker }: { organization: TestOrganization; maker: Call },
  verb: string,
) {
  const many = `${path}/webhooks`;
  const body = { name: unique('hook '), url: 'https://receiver.invalid/', events: ['vendor.restored'] };
  if (verb === 'samples') return { params: {}, query: { event: 'vendor.created' } };
  if (verb === 'list') return { params: {} };
  const { items } = await bodyOf(200, owner.call('GET', many));
  for (const { id, version } of items.slice(0, Math.max(0, items.length - most)))
    await owner.call('DELETE', `${many}/${id}`, { ifMatch: version });
  if (verb === 'create') return { params: {}, body };
  // API keys manage those that were created with them, so the caller creates it if possible.
  const made = await maker('POST', many, { body });
  const { webhook } = made.status === 201 ? made.body : await bodyOf(201, owner.call('POST', many, { body }));
  const { id, version } = webhook;
  if (verb === 'replayMany') return { params: { id }, version, body: {} };
  if (verb === 'rotate') return { params: { id }, version, body: { overlapHours: 1 } };
  if (verb !== 'getDelivery' && verb !== 'replay')
    return { params: { id }, version, body: { name: unique('Renamed ') } };
  const { id: deliveryId } = await bodyOf(201, owner.call('POST', `${many}/${id}/test`));
  // Its attempt would change it while others look at it.
  await awaited(
    'the end of a test message',
    () => bodyOf(200, owner.call('GET', `${many}/${id}/deliveries/${deliveryId}`)),
    ({ state }) => state !== 'waiting',
  );
  return { params: { id, deliveryId }, version };
}

/** The subject of an operation on sources. */
async function sourceSubject(
  { organization: { owner, path }, maker }: { organization: TestOrganization; maker: Call },
  verb: string,
) {
  const many = `${path}/webhook-sources`;
  const body = {
    name: unique('source '),
    recordType: 'lead',
    verification: { scheme: 'secret', header: 'Authorization' },
  };
  if (verb === 'list') return { params: {} };
  const { items } = await bodyOf(200, owner.call('GET', many));
  for (const { id, version } of items.slice(0, Math.max(0, items.length - most)))
    await owner.call('DELETE', `${many}/${id}`, { ifMatch: version });
  if (verb === 'create') return { params: {}, body };
  // API keys manage those that were created with them, so the caller creates it if possible.
  const made = await maker('POST', many, { body });
  const { source } = made.status === 201 ? made.body : await bodyOf(201, owner.call('POST', many, { body }));
  const { id, version } = source;
  if (verb === 'repeatMany') return { params: { id }, version, body: {} };
  if (verb === 'rotate') return { params: { id }, version, body: { overlapHours: 1 } };
  // Broken, so that nothing becomes of it.
  const payload = '{';
  if (verb === 'preview' || verb === 'test') return { params: { id }, version, body: { payload } };
  if (!verb.endsWith('Message') && verb !== 'repeat' && verb !== 'ignore')
    return { params: { id }, version, body: { name: unique('Renamed ') } };
  const { id: messageId } = await bodyOf(
    201,
    owner.call('POST', `${many}/${id}/test`, { body: { payload } }),
  );
  // What becomes of it would change it while others look at it.
  await awaited(
    'the end of a message',
    () => bodyOf(200, owner.call('GET', `${many}/${id}/messages/${messageId}`)),
    ({ state }) => state !== 'waiting',
  );
  return { params: { id, messageId }, version };
}

/** The subjects of operations on webhooks and sources. */
export const webhookSubjects = { webhooks: webhookSubject, 'webhook-sources': sourceSubject };

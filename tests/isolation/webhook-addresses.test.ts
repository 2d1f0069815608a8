import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiverAddress } from '#contract/receiver-address.ts';
import { isPublicAddress } from '#data/webhooks/public-address.ts';
import { post } from '#data/webhooks/post.ts';

const listeners: Server[] = [];
let port = 0;
let connections = 0;

beforeAll(async () => {
  const open = (host: string, at: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer((socket) => {
        connections += 1;
        socket.destroy();
      });
      server.on('error', reject);
      server.listen(at, host, () => {
        listeners.push(server);
        resolve((server.address() as { port: number }).port);
      });
    });
  port = await open('127.0.0.1', 0);
  // Some machines have no IPv6.
  await open('::1', port).catch(() => undefined);
});
afterAll(() => {
  for (const server of listeners) server.close();
});

/** Forms of addresses that lead to this machine, to its network, or to what a cloud answers only to its own machines. */
const hostile = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.0.0.2',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0177.0x0.0.1',
  '00000000177.0.0.1',
  '127.0.0.1.',
  '１２７.0.0.1',
  '127。0。0。1',
  '①②⑦.0.0.1',
  '0',
  '0.0.0.0',
  '0x0',
  '00',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.0.1',
  '192.168.1.254',
  '100.64.0.1',
  '169.254.169.254',
  '169.254.169.254.',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '169.254.0.1',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:169.254.169.254]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::]',
  '[2001::1]',
  '[2001:db8::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[100::1]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'lvh.localhost',
  'ip6-localhost',
  'metadata.google.internal',
  'instance-data',
];

test('no form of an address that isn’t public opens a connection', async () => {
  expect(hostile.length).toBeGreaterThanOrEqual(60);
  const outcomes = await Promise.all(
    hostile.map(async (host) => {
      const url = `https://${host}:${port}/`;
      if (!receiverAddress.safeParse(url).success) return 'refused';
      const { problem } = await post(url, { headers: {}, body: '{}', allowsOwnMachine: false });
      return problem;
    }),
  );
  for (const [at, outcome] of outcomes.entries())
    expect([hostile[at], outcome]).toEqual([
      hostile[at],
      expect.toBeOneOf(['refused', 'address_not_public', 'unknown_host']),
    ]);
  expect(connections).toBe(0);
});

test('without https, only programs on the own machine are called, and only where a stage allows it', async () => {
  const sent = { headers: {}, body: '{}' };
  const own = `http://localhost:${port}/`;
  expect(await post(own, { ...sent, allowsOwnMachine: false })).toEqual({ problem: 'not_secure' });
  for (const url of [`http://127.0.0.1:${port}/`, `http://localhost.:${port}/`, 'http://example.com/'])
    expect(await post(url, { ...sent, allowsOwnMachine: true })).toEqual({ problem: 'not_secure' });
  expect(connections).toBe(0);
  expect(await post(own, { ...sent, allowsOwnMachine: true })).toEqual({ problem: 'no_connection' });
  expect(connections).toBeGreaterThan(0);
});

test('public addresses are taken in each form', () => {
  for (const address of ['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111', '::ffff:1.1.1.1'])
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  for (const address of ['', 'example.com', '1.1.1', '::ffff:10.0.0.1', 'fe80::1%eth0'])
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
});
